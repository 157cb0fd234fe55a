//! Response-status-value (ENC 7.3.48).

use crate::enumeration::enumeration;

enumeration! {
    /// The result of M-Send.req.
    ResponseStatus, 0x00..;
    /// Accepted.
    Ok = 0x80, "Ok";
    /// Unspecified error; obsolete since 1.1, as are the others below 0xC0.
    ErrorUnspecified = 0x81, "Error-unspecified";
    /// Service denied.
    ErrorServiceDenied = 0x82, "Error-service-denied";
    /// The message format is corrupt.
    ErrorMessageFormatCorrupt = 0x83, "Error-message-format-corrupt";
    /// The sending address is unresolved.
    ErrorSendingAddressUnresolved = 0x84, "Error-sending-address-unresolved";
    /// The message is not found.
    ErrorMessageNotFound = 0x85, "Error-message-not-found";
    /// A network problem.
    ErrorNetworkProblem = 0x86, "Error-network-problem";
    /// The content is not accepted.
    ErrorContentNotAccepted = 0x87, "Error-content-not-accepted";
    /// The message's version or type is not supported.
    ErrorUnsupportedMessage = 0x88, "Error-unsupported-message";
    /// A transient failure.
    ErrorTransientFailure = 0xC0, "Error-transient-failure";
    /// The sending address is unresolved for now.
    ErrorTransientSendingAddressUnresolved = 0xC1, "Error-transient-sending-address-unresolved";
    /// The message is not found for now.
    ErrorTransientMessageNotFound = 0xC2, "Error-transient-message-not-found";
    /// A transient network problem.
    ErrorTransientNetworkProblem = 0xC3, "Error-transient-network-problem";
    /// Some of several parts succeeded, since 1.2.
    ErrorTransientPartialSuccess = 0xC4, "Error-transient-partial-success";
    /// A permanent failure.
    ErrorPermanentFailure = 0xE0, "Error-permanent-failure";
    /// Service denied for good.
    ErrorPermanentServiceDenied = 0xE1, "Error-permanent-service-denied";
    /// The message format is corrupt.
    ErrorPermanentMessageFormatCorrupt = 0xE2, "Error-permanent-message-format-corrupt";
    /// The sending address is unresolved for good.
    ErrorPermanentSendingAddressUnresolved = 0xE3, "Error-permanent-sending-address-unresolved";
    /// The message is not found.
    ErrorPermanentMessageNotFound = 0xE4, "Error-permanent-message-not-found";
    /// The content is not accepted.
    ErrorPermanentContentNotAccepted = 0xE5, "Error-permanent-content-not-accepted";
    /// Limitations of reply charging are not met.
    ErrorPermanentReplyChargingLimitationsNotMet = 0xE6, "Error-permanent-reply-charging-limitations-not-met";
    /// A request for reply charging is not accepted.
    ErrorPermanentReplyChargingRequestNotAccepted = 0xE7, "Error-permanent-reply-charging-request-not-accepted";
    /// Forwarding under reply charging is denied.
    ErrorPermanentReplyChargingForwardingDenied = 0xE8, "Error-permanent-reply-charging-forwarding-denied";
    /// Reply charging is not supported.
    ErrorPermanentReplyChargingNotSupported = 0xE9, "Error-permanent-reply-charging-not-supported";
    /// Hiding the address is not supported, since 1.2.
    ErrorPermanentAddressHidingNotSupported = 0xEA, "Error-permanent-address-hiding-not-supported";
    /// Prepaid credit is lacking, since 1.3.
    ErrorPermanentLackOfPrepaid = 0xEB, "Error-permanent-lack-of-prepaid";
}

impl ResponseStatus {
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
    #[case(0x80, ResponseStatus::Ok)]
    #[case(0xC5, ResponseStatus::ErrorTransientFailure)]
    #[case(0xFF, ResponseStatus::ErrorPermanentFailure)]
    #[case(0x00, ResponseStatus::ErrorPermanentFailure)]
    #[case(0x88, ResponseStatus::ErrorUnsupportedMessage)]
    fn unassigned_octets_mean_the_general_failure(
        #[case] octet: u8,
        #[case] expected: ResponseStatus,
    ) {
        assert_eq!(ResponseStatus::from_octet(octet).effective(), expected);
    }
}
