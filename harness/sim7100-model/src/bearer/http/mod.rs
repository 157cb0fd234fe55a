//! An HTTP/1.1 client without I/O: RFC 9110 and 9112 as far as MMS needs them.
//!
//! One request a connection. No redirects, no credentials, no compression, no cookies.

mod header;
mod request;
mod response;
mod url;

pub(crate) use request::{Method, Request};
pub(crate) use response::{ResponseError, ResponseReader};
pub(crate) use url::{Url, strip_scheme};
