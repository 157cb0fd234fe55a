//! Octets that stand for words (ENC 7.3).

/// Octets and their words, in the order of the octets.
pub(crate) type Words = &'static [(u8, &'static str)];

/// The word for an octet.
pub(crate) fn word(words: Words, octet: u8) -> Option<&'static str> {
    words.iter().find(|(code, _)| *code == octet).map(|(_, word)| *word)
}

/// Yes and No.
pub(crate) const YES_NO: Words = &[(0x80, "Yes"), (0x81, "No")];
/// X-Mms-Cancel-Status (7.3.7).
pub(crate) const CANCEL_STATUS: Words =
    &[(0x80, "Cancel Request Successfully received"), (0x81, "Cancel Request corrupted")];
/// X-Mms-Content-Class (7.3.9).
pub(crate) const CONTENT_CLASS: Words = &[
    (0x80, "text"),
    (0x81, "image-basic"),
    (0x82, "image-rich"),
    (0x83, "video-basic"),
    (0x84, "video-rich"),
    (0x85, "megapixel"),
    (0x86, "content-basic"),
    (0x87, "content-rich"),
];
/// X-Mms-Message-Class (7.3.27).
pub(crate) const MESSAGE_CLASS: Words =
    &[(0x80, "Personal"), (0x81, "Advertisement"), (0x82, "Informational"), (0x83, "Auto")];
/// X-Mms-MM-Flags, first octet of the value (7.3.32).
pub(crate) const MM_FLAGS: Words = &[(0x80, "Add"), (0x81, "Remove"), (0x82, "Filter")];
/// X-Mms-MM-State (7.3.33).
pub(crate) const MM_STATE: Words =
    &[(0x80, "Draft"), (0x81, "Sent"), (0x82, "New"), (0x83, "Retrieved"), (0x84, "Forwarded")];
/// X-Mms-Message-Type (7.3.30), in lower case.
pub(crate) const MESSAGE_TYPE: Words = &[
    (0x80, "m-send.req"),
    (0x81, "m-send.conf"),
    (0x82, "m-notification.ind"),
    (0x83, "m-notifyresp.ind"),
    (0x84, "m-retrieve.conf"),
    (0x85, "m-acknowledge.ind"),
    (0x86, "m-delivery.ind"),
    (0x87, "m-read-rec.ind"),
    (0x88, "m-read-orig.ind"),
    (0x89, "m-forward.req"),
    (0x8A, "m-forward.conf"),
    (0x8B, "m-mbox-store.req"),
    (0x8C, "m-mbox-store.conf"),
    (0x8D, "m-mbox-view.req"),
    (0x8E, "m-mbox-view.conf"),
    (0x8F, "m-mbox-upload.req"),
    (0x90, "m-mbox-upload.conf"),
    (0x91, "m-mbox-delete.req"),
    (0x92, "m-mbox-delete.conf"),
    (0x93, "m-mbox-descr"),
    (0x94, "m-delete.req"),
    (0x95, "m-delete.conf"),
    (0x96, "m-cancel.req"),
    (0x97, "m-cancel.conf"),
];
/// X-Mms-Priority (7.3.35).
pub(crate) const PRIORITY: Words = &[(0x80, "Low"), (0x81, "Normal"), (0x82, "High")];
/// X-Mms-Read-Status (7.3.38).
pub(crate) const READ_STATUS: Words = &[(0x80, "Read"), (0x81, "Deleted without being read")];
/// X-Mms-Recommended-Retrieval-Mode (7.3.39).
pub(crate) const RETRIEVAL_MODE: Words = &[(0x80, "Manual")];
/// X-Mms-Reply-Charging (7.3.43).
pub(crate) const REPLY_CHARGING: Words = &[
    (0x80, "Requested"),
    (0x81, "Requested text only"),
    (0x82, "Accepted"),
    (0x83, "Accepted text only"),
];
/// X-Mms-Response-Status: 0x81..0x88 are those of 1.0, obsolete since 1.1.
pub(crate) const RESPONSE_STATUS: Words = &[
    (0x80, "Ok"),
    (0x81, "Error-unspecified"),
    (0x82, "Error-service-denied"),
    (0x83, "Error-message-format-corrupt"),
    (0x84, "Error-sending-address-unresolved"),
    (0x85, "Error-message-not-found"),
    (0x86, "Error-network-problem"),
    (0x87, "Error-content-not-accepted"),
    (0x88, "Error-unsupported-message"),
    (0xC0, "Error-transient-failure"),
    (0xC1, "Error-transient-sending-address-unresolved"),
    (0xC2, "Error-transient-message-not-found"),
    (0xC3, "Error-transient-network-problem"),
    (0xC4, "Error-transient-partial-success"),
    (0xE0, "Error-permanent-failure"),
    (0xE1, "Error-permanent-service-denied"),
    (0xE2, "Error-permanent-message-format-corrupt"),
    (0xE3, "Error-permanent-sending-address-unresolved"),
    (0xE4, "Error-permanent-message-not-found"),
    (0xE5, "Error-permanent-content-not-accepted"),
    (0xE6, "Error-permanent-reply-charging-limitations-not-met"),
    (0xE7, "Error-permanent-reply-charging-request-not-accepted"),
    (0xE8, "Error-permanent-reply-charging-forwarding-denied"),
    (0xE9, "Error-permanent-reply-charging-not-supported"),
    (0xEA, "Error-permanent-address-hiding-not-supported"),
    (0xEB, "Error-permanent-lack-of-prepaid"),
];
/// X-Mms-Retrieve-Status (7.3.50).
pub(crate) const RETRIEVE_STATUS: Words = &[
    (0x80, "Ok"),
    (0xC0, "Error-transient-failure"),
    (0xC1, "Error-transient-message-not-found"),
    (0xC2, "Error-transient-network-problem"),
    (0xE0, "Error-permanent-failure"),
    (0xE1, "Error-permanent-service-denied"),
    (0xE2, "Error-permanent-message-not-found"),
    (0xE3, "Error-permanent-content-unsupported"),
];
/// X-Mms-Sender-Visibility (7.3.52).
pub(crate) const SENDER_VISIBILITY: Words = &[(0x80, "Hide"), (0x81, "Show")];
/// X-Mms-Status (7.3.54).
pub(crate) const STATUS: Words = &[
    (0x80, "Expired"),
    (0x81, "Retrieved"),
    (0x82, "Rejected"),
    (0x83, "Deferred"),
    (0x84, "Unrecognised"),
    (0x85, "Indeterminate"),
    (0x86, "Forwarded"),
    (0x87, "Unreachable"),
];
/// X-Mms-Store-Status.
pub(crate) const STORE_STATUS: Words = &[
    (0x80, "Success"),
    (0xC0, "Error-transient-failure"),
    (0xC1, "Error-transient-network-problem"),
    (0xE0, "Error-permanent-failure"),
    (0xE1, "Error-permanent-service-denied"),
    (0xE2, "Error-permanent-message-format-corrupt"),
    (0xE3, "Error-permanent-message-not-found"),
    (0xE4, "Error-permanent-mmbox-full"),
];
