//! SMS-DELIVER TPDUs around a WSP datagram (23.040 9.2.2.1, 9.2.3.24).
//!
//! The address of the service centre, which some modems print before a TPDU, is not written.

/// Octets of user data in one TPDU, header included.
pub const USER_DATA_OCTETS_MAX: usize = 140;
/// TPDUs of one message.
pub const SEGMENTS_MAX: usize = 255;
/// Digits of the sender's number.
pub const ADDRESS_DIGITS_MAX: usize = 20;
/// Port of the MMS Client for pushes.
pub const PORT_PUSH: u16 = 2_948;
/// Port from which pushes come.
pub const PORT_WSP: u16 = 9_200;

/// First octet: SMS-DELIVER, no more messages wait, the user data have a header.
const FIRST: u8 = 0x44;
/// Type of number and plan: international, telephone.
const INTERNATIONAL: u8 = 0x91;
/// Type of number and plan: unknown, telephone.
const UNKNOWN_NUMBER: u8 = 0x81;
/// Element: ports of 16 bits, with its length.
const PORTS: [u8; 2] = [0x05, 0x04];
/// Element: reference of 8 bits, with its length.
const NARROW: [u8; 2] = [0x00, 0x03];
/// Element: reference of 16 bits, with its length.
const WIDE: [u8; 2] = [0x08, 0x04];

/// The short messages that carry a datagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmsDeliver {
    /// Sender's number: digits, with a plus where it is international.
    pub originator: String,
    /// Port of the receiver.
    pub destination_port: u16,
    /// Port of the sender.
    pub originator_port: u16,
    /// TP-DCS.
    pub data_coding: DataCoding,
    /// TP-SCTS.
    pub time_stamp: TimeStamp,
    /// What pieces of one message have in common.
    pub reference: Reference,
}

/// TP-DCS of octets that are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataCoding {
    /// 0x04: general group, 8-bit data.
    General,
    /// 0xF5: message class group, 8-bit data, class 1.
    Class1,
}

/// What the pieces of one message have in common. A message in one piece has none of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference {
    /// 8 bits: 128 octets a piece.
    Narrow(u8),
    /// 16 bits: 127 octets a piece.
    Wide(u16),
}

/// Time of the service centre: fields of the calendar as they are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeStamp {
    /// Last two digits of the year.
    pub year: u8,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
    /// Quarters of an hour east of Greenwich, -79 to 79.
    pub zone_quarters: i8,
}

/// Why a datagram fits into no short messages.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TpduError {
    /// The datagram needs too many pieces.
    #[error(
        "datagram of {octets} octets: more than the {octets_max} that {SEGMENTS_MAX} TPDUs hold"
    )]
    TooLong {
        /// Octets of the datagram.
        octets: usize,
        /// Octets that fit.
        octets_max: usize,
    },
    /// The sender is no number.
    #[error("sender {0:?}: not up to {ADDRESS_DIGITS_MAX} digits with a plus or without one")]
    Originator(String),
    /// A field of the time stamp has no two digits.
    #[error("time stamp field {0}: not below 100, or a zone not below 80 quarters")]
    TimeStamp(u8),
}

impl Default for SmsDeliver {
    fn default() -> Self {
        Self {
            originator: "+15550100".to_owned(),
            destination_port: PORT_PUSH,
            originator_port: PORT_WSP,
            data_coding: DataCoding::General,
            time_stamp: TimeStamp::default(),
            reference: Reference::Narrow(1),
        }
    }
}

impl Default for TimeStamp {
    /// 2025-01-01 00:00:00 in Greenwich.
    fn default() -> Self {
        Self { year: 25, month: 1, day: 1, hour: 0, minute: 0, second: 0, zone_quarters: 0 }
    }
}

impl SmsDeliver {
    /// The TPDUs that carry a datagram, in their order: one without a reference where it fits, else as many as it takes.
    ///
    /// # Errors
    ///
    /// More than [`SEGMENTS_MAX`] TPDUs would be needed; the sender is no number; the time stamp has a field that two
    /// digits cannot say.
    pub fn emit(&self, datagram: &[u8]) -> Result<Vec<Vec<u8>>, TpduError> {
        let head = self.head()?;
        let ports = self.ports();
        if datagram.len() <= room(&ports) {
            return Ok(vec![tpdu(&head, &ports, datagram)]);
        }
        let size = room(&[&ports[..], &self.reference.element(0, 0)].concat());
        let pieces = datagram.chunks(size);
        let total = u8::try_from(pieces.len()).map_err(|_| TpduError::TooLong {
            octets: datagram.len(),
            octets_max: size * SEGMENTS_MAX,
        })?;
        let numbered = pieces.zip(1_u8..=u8::MAX);
        Ok(numbered
            .map(|(piece, sequence)| {
                let elements = [&ports[..], &self.reference.element(total, sequence)].concat();
                tpdu(&head, &elements, piece)
            })
            .collect())
    }

    /// The first octet, TP-OA, TP-PID, TP-DCS, TP-SCTS.
    fn head(&self) -> Result<Vec<u8>, TpduError> {
        let mut out = vec![FIRST];
        self.address(&mut out)?;
        let coding = match self.data_coding {
            DataCoding::General => 0x04,
            DataCoding::Class1 => 0xF5,
        };
        out.extend([0x00, coding]);
        out.extend(self.time_stamp.octets()?);
        Ok(out)
    }

    fn address(&self, out: &mut Vec<u8>) -> Result<(), TpduError> {
        let (kind, text) = match self.originator.strip_prefix('+') {
            Some(digits) => (INTERNATIONAL, digits),
            None => (UNKNOWN_NUMBER, self.originator.as_str()),
        };
        let wrong = || TpduError::Originator(self.originator.clone());
        let digits: Option<Vec<u8>> = text
            .chars()
            .map(|character| character.to_digit(10).and_then(|digit| u8::try_from(digit).ok()))
            .collect();
        let digits =
            digits.filter(|digits| digits.len() <= ADDRESS_DIGITS_MAX).ok_or_else(wrong)?;
        out.extend(u8::try_from(digits.len()));
        out.push(kind);
        out.extend(digits.chunks(2).map(|pair| match pair {
            [low, high] => low | (high << 4),
            // The filler of an odd digit.
            [low, ..] => low | 0xF0,
            [] => 0xFF,
        }));
        Ok(())
    }

    fn ports(&self) -> [u8; 6] {
        let [to_high, to_low] = self.destination_port.to_be_bytes();
        let [from_high, from_low] = self.originator_port.to_be_bytes();
        let [identifier, length] = PORTS;
        [identifier, length, to_high, to_low, from_high, from_low]
    }
}

impl Reference {
    fn element(self, total: u8, sequence: u8) -> Vec<u8> {
        match self {
            Self::Narrow(reference) => [&NARROW[..], &[reference, total, sequence]].concat(),
            Self::Wide(reference) => {
                [&WIDE[..], &reference.to_be_bytes(), &[total, sequence]].concat()
            }
        }
    }
}

impl TimeStamp {
    fn octets(self) -> Result<[u8; 7], TpduError> {
        let Self { year, month, day, hour, minute, second, zone_quarters } = self;
        let quarters = zone_quarters.unsigned_abs();
        if quarters >= 80 {
            return Err(TpduError::TimeStamp(quarters));
        }
        let fields = [year, month, day, hour, minute, second, quarters];
        if let Some(wrong) = fields.into_iter().find(|field| *field >= 100) {
            return Err(TpduError::TimeStamp(wrong));
        }
        let [year, month, day, hour, minute, second, zone] =
            fields.map(|field| (field / 10) | (field % 10) << 4);
        // The sign is the top bit of the tens.
        let zone = if zone_quarters < 0 { zone | 0x08 } else { zone };
        Ok([year, month, day, hour, minute, second, zone])
    }
}

/// Octets that user data with those elements have left for a piece.
const fn room(elements: &[u8]) -> usize {
    USER_DATA_OCTETS_MAX.saturating_sub(elements.len()).saturating_sub(1)
}

/// Head, TP-UDL, length of the header, its elements, the piece.
fn tpdu(head: &[u8], elements: &[u8], piece: &[u8]) -> Vec<u8> {
    let mut out = head.to_vec();
    out.extend(u8::try_from(1 + elements.len() + piece.len()));
    out.extend(u8::try_from(elements.len()));
    out.extend_from_slice(elements);
    out.extend_from_slice(piece);
    out
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::dissect::{dissect_tpdu, hex, reassemble};

    fn check(sms: &SmsDeliver, octets: usize) -> Result<Vec<usize>, TpduError> {
        let datagram: Vec<u8> = (0..octets).map(|at| at.to_le_bytes()[0]).collect();
        let tpdus = sms.emit(&datagram)?;
        let read: Vec<_> = tpdus.iter().map(|tpdu| dissect_tpdu(tpdu)).collect();
        let assemblies = reassemble(&read);
        assert_eq!(assemblies.len(), 1);
        let push = assemblies[0].push.as_ref().unwrap();
        assert_eq!(push.octets, datagram);
        Ok(read.iter().map(|tpdu| tpdu.user_data().len()).collect())
    }

    #[rstest]
    #[case::whole(Reference::Narrow(7), 133, &[133])]
    #[case::one_octet_more(Reference::Narrow(7), 134, &[128, 6])]
    #[case::two_full(Reference::Narrow(7), 256, &[128, 128])]
    #[case::three(Reference::Narrow(7), 257, &[128, 128, 1])]
    #[case::whole_wide(Reference::Wide(0x0107), 133, &[133])]
    #[case::one_octet_more_wide(Reference::Wide(0x0107), 134, &[127, 7])]
    #[case::two_full_wide(Reference::Wide(0x0107), 254, &[127, 127])]
    #[case::three_wide(Reference::Wide(0x0107), 255, &[127, 127, 1])]
    fn pieces(#[case] reference: Reference, #[case] octets: usize, #[case] sizes: &[usize]) {
        let sms = SmsDeliver { reference, ..SmsDeliver::default() };
        assert_eq!(check(&sms, octets).as_deref(), Ok(sizes));
    }

    #[rstest]
    #[case::narrow(Reference::Narrow(0), 128 * 255)]
    #[case::wide(Reference::Wide(0), 127 * 255)]
    fn pieces_are_at_most_255(#[case] reference: Reference, #[case] octets_max: usize) {
        let sms = SmsDeliver { reference, ..SmsDeliver::default() };
        assert_eq!(check(&sms, octets_max).map(|sizes| sizes.len()), Ok(SEGMENTS_MAX));
        let octets = octets_max + 1;
        assert_eq!(check(&sms, octets), Err(TpduError::TooLong { octets, octets_max }));
    }

    #[test]
    fn octets_are_laid_out() {
        let time_stamp = TimeStamp {
            year: 9,
            month: 3,
            day: 17,
            hour: 17,
            minute: 14,
            second: 41,
            zone_quarters: -14,
        };
        let data_coding = DataCoding::Class1;
        let originator = "12345".to_owned();
        let sms = SmsDeliver { originator, data_coding, time_stamp, ..SmsDeliver::default() };
        // First octet, TP-OA, TP-PID, TP-DCS, TP-SCTS, TP-UDL, UDHL, ports, data.
        assert_eq!(
            hex(&sms.emit(&[0x01, 0x06]).unwrap()[0]),
            "44 05 81 21 43 F5 00 F5 90 30 71 71 41 14 49 09 06 05 04 0B 84 23 F0 01 06"
        );
    }

    #[test]
    fn what_cannot_be_said_is_refused() {
        let error = |sms: SmsDeliver| sms.emit(&[]).unwrap_err().to_string();
        let sms = SmsDeliver { originator: "me".to_owned(), ..SmsDeliver::default() };
        assert_eq!(error(sms), "sender \"me\": not up to 20 digits with a plus or without one");
        let time_stamp = TimeStamp { year: 100, ..TimeStamp::default() };
        let sms = SmsDeliver { time_stamp, ..SmsDeliver::default() };
        assert!(error(sms).starts_with("time stamp field 100"));
        let time_stamp = TimeStamp { zone_quarters: -80, ..TimeStamp::default() };
        let sms = SmsDeliver { time_stamp, ..SmsDeliver::default() };
        assert!(error(sms).starts_with("time stamp field 80"));
    }
}
