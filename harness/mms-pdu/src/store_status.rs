//! Store-status-value (ENC 7.3), since 1.2.

use crate::enumeration::enumeration;

enumeration! {
    /// The result of storing a message in the mailbox.
    StoreStatus, 0x00..;
    /// Stored.
    Success = 0x80, "Success";
    /// A transient failure.
    ErrorTransientFailure = 0xC0, "Error-transient-failure";
    /// A transient network problem.
    ErrorTransientNetworkProblem = 0xC1, "Error-transient-network-problem";
    /// A permanent failure.
    ErrorPermanentFailure = 0xE0, "Error-permanent-failure";
    /// Service denied.
    ErrorPermanentServiceDenied = 0xE1, "Error-permanent-service-denied";
    /// The message format is corrupt.
    ErrorPermanentMessageFormatCorrupt = 0xE2, "Error-permanent-message-format-corrupt";
    /// The message is not found.
    ErrorPermanentMessageNotFound = 0xE3, "Error-permanent-message-not-found";
    /// The mailbox is full.
    ErrorPermanentMmboxFull = 0xE4, "Error-permanent-mmbox-full";
}

impl StoreStatus {
    /// Replaces an unassigned octet by the general failure of its range, as STA-1 does for the other statuses.
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
    #[case(0x80, StoreStatus::Success)]
    #[case(0xC2, StoreStatus::ErrorTransientFailure)]
    #[case(0xE5, StoreStatus::ErrorPermanentFailure)]
    #[case(0x00, StoreStatus::ErrorPermanentFailure)]
    fn unassigned_octets_mean_the_general_failure(
        #[case] octet: u8,
        #[case] expected: StoreStatus,
    ) {
        assert_eq!(StoreStatus::from_octet(octet).effective(), expected);
    }
}
