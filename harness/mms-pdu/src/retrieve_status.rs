//! Retrieve-status-value (ENC 7.3.50).

use crate::enumeration::enumeration;

enumeration! {
    /// The result of a retrieval.
    RetrieveStatus, 0x00..;
    /// The message is inside.
    Ok = 0x80, "Ok";
    /// A transient failure.
    ErrorTransientFailure = 0xC0, "Error-transient-failure";
    /// The message is not found for now.
    ErrorTransientMessageNotFound = 0xC1, "Error-transient-message-not-found";
    /// A transient network problem.
    ErrorTransientNetworkProblem = 0xC2, "Error-transient-network-problem";
    /// A permanent failure.
    ErrorPermanentFailure = 0xE0, "Error-permanent-failure";
    /// Service denied.
    ErrorPermanentServiceDenied = 0xE1, "Error-permanent-service-denied";
    /// The message is not found.
    ErrorPermanentMessageNotFound = 0xE2, "Error-permanent-message-not-found";
    /// The content is not supported.
    ErrorPermanentContentUnsupported = 0xE3, "Error-permanent-content-unsupported";
}

impl RetrieveStatus {
    /// Replaces an unassigned octet by the general failure of its range (STA-1).
    #[must_use]
    pub const fn effective(self) -> Self {
        match self {
            Self::Unknown(0xC0..=0xDF) => Self::ErrorTransientFailure,
            Self::Unknown(_) => Self::ErrorPermanentFailure,
            assigned => assigned,
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(0x80, RetrieveStatus::Ok)]
    #[case(0xC3, RetrieveStatus::ErrorTransientFailure)]
    #[case(0xE4, RetrieveStatus::ErrorPermanentFailure)]
    #[case(0x7F, RetrieveStatus::ErrorPermanentFailure)]
    fn unassigned_octets_mean_the_general_failure(
        #[case] octet: u8,
        #[case] expected: RetrieveStatus,
    ) {
        assert_eq!(RetrieveStatus::from_octet(octet).effective(), expected);
    }
}
