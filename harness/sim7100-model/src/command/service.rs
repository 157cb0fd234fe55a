//! Chapter 11: services that exclude MMS, as far as it takes to make them open.
//!
//! The document names the kinds of command and no command; the names of those that open and close a service are of
//! the command manuals of the family. What a service does once it is open, and the reports about it, are not here.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::vec::Vec;

use crate::error_code::ErrorCode;
use crate::model::Model;
use crate::profile::value::Conflict;

use super::argument::Arguments;
use super::{Done, Failure};

/// A service of another chapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Service {
    /// `AT+NETOPEN`, `AT+NETCLOSE`
    TcpIp,
    /// `AT+CFTPSSTART`, `AT+CFTPSSTOP`
    Ftp,
    /// `AT+CHTTPSSTART`, `AT+CHTTPSSTOP`
    Http,
    /// `AT+CSMTPSSEND`, `AT+CSMTPSSTOP`
    Mail,
    /// `AT+CGPS`
    Gps,
}

impl Service {
    /// Its name in the document.
    const fn name(self) -> &'static str {
        match self {
            Self::TcpIp => "TCP/IP",
            Self::Ftp => "FTP",
            Self::Http => "HTTP",
            Self::Mail => "EMAIL",
            Self::Gps => "GPS",
        }
    }
}

/// The services that are open, each at most once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Services(BTreeSet<Service>);

impl Services {
    /// Whether one is open.
    pub(crate) fn is_open(&self) -> bool {
        !self.0.is_empty()
    }

    /// The names of those that are open, in the order of chapter 11.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        self.0.iter().map(|service| service.name()).collect()
    }
}

/// Opens a service that is closed.
pub(super) fn open(model: &mut Model, service: Service) -> Result<Done, Failure> {
    check_free(model)?;
    if model.services.0.insert(service) { Ok(Done::Ok) } else { Err(Failure::Error) }
}

/// Closes a service that is open.
pub(super) fn close(model: &mut Model, service: Service) -> Result<Done, Failure> {
    if model.services.0.remove(&service) { Ok(Done::Ok) } else { Err(Failure::Error) }
}

/// `AT+NETOPEN?`
pub(super) fn read_net(model: &mut Model) {
    let line = format!("+NETOPEN: {}", state(model, Service::TcpIp));
    model.inform(&[line.as_bytes()]);
}

/// `AT+CGPS?`
pub(super) fn read_gps(model: &mut Model) {
    let line = format!("+CGPS: {},1", state(model, Service::Gps));
    model.inform(&[line.as_bytes()]);
}

/// `AT+CGPS=<on>[,<mode>]`: unlike the others it takes the state that it is in.
pub(super) fn write_gps(model: &mut Model, arguments: &Arguments) -> Result<Done, Failure> {
    if arguments.number(0) == Some(1) {
        check_free(model)?;
        model.services.0.insert(Service::Gps);
    } else {
        model.services.0.remove(&Service::Gps);
    }
    Ok(Done::Ok)
}

/// 1 when a service is open.
fn state(model: &Model, service: Service) -> u8 {
    u8::from(model.services.0.contains(&service))
}

/// A running transaction keeps the other side out as well.
fn check_free(model: &Model) -> Result<(), Failure> {
    if model.job.is_some() && model.profile.conflict == Conflict::Busy {
        return Err(ErrorCode::BUSY.into());
    }
    Ok(())
}
