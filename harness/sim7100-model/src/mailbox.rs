//! The two mail boxes of chapter 4. Each holds one message, across power cycles.

use crate::error_code::ErrorCode;
use crate::message::Message;
use crate::profile::value::Occupied;

/// Mail boxes in the module.
pub(crate) const BOXES: usize = 2;

/// The mail boxes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Mailbox {
    boxes: [Option<Message>; BOXES],
}

impl Mailbox {
    /// Puts a message into a box.
    pub(crate) fn save(
        &mut self,
        index: usize,
        message: Message,
        occupied: Occupied,
    ) -> Result<(), ErrorCode> {
        let slot = self.boxes.get_mut(index).ok_or(ErrorCode::INVALID_PARAMETER)?;
        if slot.is_some() && occupied == Occupied::Refuse {
            return Err(ErrorCode::STORAGE_FULL);
        }
        *slot = Some(message);
        Ok(())
    }

    /// The message in a box; 183 when the box is empty.
    pub(crate) fn load(&self, index: usize) -> Result<&Message, ErrorCode> {
        let slot = self.boxes.get(index).ok_or(ErrorCode::INVALID_PARAMETER)?;
        slot.as_ref().ok_or(ErrorCode::BOX_EMPTY)
    }

    /// Empties a box; 183 when it is empty already.
    pub(crate) fn delete(&mut self, index: usize) -> Result<(), ErrorCode> {
        let slot = self.boxes.get_mut(index).ok_or(ErrorCode::INVALID_PARAMETER)?;
        slot.take().map(|_| ()).ok_or(ErrorCode::BOX_EMPTY)
    }

    /// Empties both boxes.
    pub(crate) fn delete_all(&mut self) {
        self.boxes = [None, None];
    }

    /// The first empty box.
    pub(crate) fn first_free(&self) -> Option<usize> {
        self.boxes.iter().position(Option::is_none)
    }

    /// How many boxes hold a message.
    pub(crate) fn count(&self) -> usize {
        self.boxes.iter().flatten().count()
    }

    /// The boxes in order.
    pub(crate) fn boxes(&self) -> &[Option<Message>; BOXES] {
        &self.boxes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bearer::calendar::CalendarTime;

    #[test]
    fn a_box_holds_one_message() {
        let message = Message::draft(CalendarTime::DEFAULT);
        let mut boxes = Mailbox::default();
        assert_eq!(boxes.load(0), Err(ErrorCode::BOX_EMPTY));
        boxes.save(0, message.clone(), Occupied::Refuse).unwrap();
        assert_eq!(boxes.first_free(), Some(1));
        assert_eq!(boxes.save(0, message.clone(), Occupied::Refuse), Err(ErrorCode::STORAGE_FULL));
        boxes.save(0, message, Occupied::Overwrite).unwrap();
        assert_eq!(boxes.count(), 1);
        boxes.delete(0).unwrap();
        assert_eq!(boxes.delete(0), Err(ErrorCode::BOX_EMPTY));
        assert_eq!(boxes.delete(2), Err(ErrorCode::INVALID_PARAMETER));
    }
}
