//! `model_operations`: whatever is done to the module, its state stays sound and no oracle speaks.
//!
//! The input is a transcript.

use sim7100_model::Profile;

use super::dialogue;
use super::module::assert_sound;
use crate::bench::{Bench, TargetError};
use crate::course::Course;
use crate::oracle::Personality;

/// Performs the operations, with every oracle that needs no reference.
///
/// # Panics
///
/// When an invariant of the model does not hold after an operation, or when an oracle makes a discovery on the model that
/// has no deviation: then one of the two is wrong.
pub fn model_operations(data: &[u8]) {
    let failed = judged(data);
    assert!(failed.is_ok(), "the bench in memory failed: {failed:?}");
}

fn judged(data: &[u8]) -> Result<(), TargetError> {
    let mut course = Course::new(Bench::new(Profile::default())).held_to(Personality::default());
    for operation in dialogue::operations(data) {
        let step = course.perform(&operation)?;
        assert_sound(course.session_mut().target().model());
        let discovery = step.discovery.map(|discovery| discovery.to_string());
        assert_eq!(discovery, None, "after {operation}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::model_operations;

    #[test]
    fn runs_over_a_sent_message() {
        model_operations(
            b"send ATE0\nsend AT+CMMSCURL=\"192.168.1.2:7082/x\"\nsend AT+CMMSEDIT=1\nsend AT+CMMSRECP=\"1\"\n\
              send AT+CMMSDOWN=\"TEXT\",2,\"t.txt\"\ndata hi\nsend AT+CMMSSEND\ntick 1000\nsend AT+CMMSVIEW\n",
        );
    }
}
