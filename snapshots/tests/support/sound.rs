//! Sound messages of every PDU type that either MMS codec can write, made from fixed values.

#[path = "sound/mock.rs"]
mod mock;
#[path = "sound/pdu.rs"]
mod pdu;

use mms_pdu::TextError;

/// A sound message and where it comes from.
#[derive(Clone, Debug)]
pub(crate) struct Sound {
    /// The codec that wrote it, its PDU type, and what is special about it; or the name of its file.
    pub(crate) name: String,
    /// Its octets.
    pub(crate) octets: Vec<u8>,
}

/// Every sound message of our own.
///
/// # Errors
/// A text among the fixed values is none for `mms-pdu`.
pub(crate) fn messages() -> Result<Vec<Sound>, TextError> {
    let named = |codec: &'static str| {
        move |(name, octets): (&str, Vec<u8>)| Sound { name: format!("{codec} {name}"), octets }
    };
    let typed = pdu::messages()?.into_iter().map(|(name, pdu)| (name, pdu.encode()));
    Ok(typed
        .map(named("mms-pdu"))
        .chain(mock::messages().into_iter().map(named("mock-mmsc")))
        .collect())
}
