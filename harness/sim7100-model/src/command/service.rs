//! Chapter 11: services that exclude MMS, as far as it takes to make them open.

use alloc::format;

use crate::error_code::ErrorCode;
use crate::model::Model;
use crate::profile::value::Conflict;

use super::argument::Arguments;
use super::{Done, Failure};

/// The services of other chapters that are open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Services {
    net: bool,
    gps: bool,
}

impl Services {
    /// Whether one is open.
    pub(crate) const fn is_open(self) -> bool {
        self.net || self.gps
    }

    /// Whether that of TCP/IP is open.
    pub(crate) const fn is_net_open(self) -> bool {
        self.net
    }
}

/// `AT+NETOPEN?`
pub(super) fn read_net(model: &mut Model) {
    let line = format!("+NETOPEN: {}", u8::from(model.services.net));
    model.inform(&[line.as_bytes()]);
}

/// `AT+NETOPEN`
pub(super) fn open_net(model: &mut Model) -> Result<Done, Failure> {
    check_free(model)?;
    if model.services.net {
        return Err(Failure::Error);
    }
    model.services.net = true;
    Ok(Done::Ok)
}

/// `AT+NETCLOSE`
pub(super) fn close_net(model: &mut Model) -> Result<Done, Failure> {
    if !model.services.net {
        return Err(Failure::Error);
    }
    model.services.net = false;
    Ok(Done::Ok)
}

/// `AT+CGPS?`
pub(super) fn read_gps(model: &mut Model) {
    let line = format!("+CGPS: {},1", u8::from(model.services.gps));
    model.inform(&[line.as_bytes()]);
}

/// `AT+CGPS=<on>[,<mode>]`
pub(super) fn write_gps(model: &mut Model, arguments: &Arguments) -> Result<Done, Failure> {
    let is_on = arguments.number(0) == Some(1);
    if is_on {
        check_free(model)?;
    }
    model.services.gps = is_on;
    Ok(Done::Ok)
}

/// A running transaction keeps the other side out as well.
fn check_free(model: &Model) -> Result<(), Failure> {
    if model.job.is_some() && model.profile.conflict == Conflict::Busy {
        return Err(ErrorCode::BUSY.into());
    }
    Ok(())
}
