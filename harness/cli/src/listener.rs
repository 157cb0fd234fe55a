//! An address to listen on.

use std::net::{Ipv4Addr, SocketAddr};
use std::str::FromStr;

/// `ADDR:PORT`, or `localhost:PORT` for 127.0.0.1. No other name is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Listener(pub(crate) SocketAddr);

impl FromStr for Listener {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(("localhost", port)) = text.rsplit_once(':') {
            let port = port.parse().map_err(|_| format!("`{port}` is no port; give 0 to 65535"))?;
            return Ok(Self((Ipv4Addr::LOCALHOST, port).into()));
        }
        text.parse().map(Self).map_err(|_| {
            "give an IP address or `localhost` with a port, as in `127.0.0.1:8080`; names are not looked up"
                .to_owned()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::address("127.0.0.1:80", Ok("127.0.0.1:80"))]
    #[case::ipv6("[::1]:80", Ok("[::1]:80"))]
    #[case::localhost("localhost:0", Ok("127.0.0.1:0"))]
    #[case::localhost_without_port("localhost", Err("names are not looked up"))]
    #[case::port_too_large("localhost:65536", Err("`65536` is no port"))]
    #[case::another_name("mmsc.example:80", Err("names are not looked up"))]
    fn forms(#[case] text: &str, #[case] expected: Result<&str, &str>) {
        match (text.parse::<Listener>(), expected) {
            (Ok(Listener(address)), Ok(expected)) => assert_eq!(address.to_string(), expected),
            (Err(error), Err(expected)) => assert!(error.contains(expected), "{error}"),
            (outcome, _) => panic!("{outcome:?}"),
        }
    }
}
