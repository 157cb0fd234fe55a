//! The bearer: the way to the MMSC, and the module's clock.

pub(crate) mod calendar;
pub(crate) mod http;
