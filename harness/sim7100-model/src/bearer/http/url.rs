//! An `http` URL, split for a request: authority and path.

use alloc::borrow::ToOwned;
use alloc::string::String;

use core::fmt;

const SCHEME: &str = "http://";
const PORT_DEFAULT: u16 = 80;

/// The parts of an `http` URL. A path is never empty: a URL without one asks for `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Url {
    host: String,
    port: u16,
    /// Host and port as they were written.
    authority: String,
    /// Path and query as they were written.
    path: String,
}

impl Url {
    /// Reads a URL with its scheme, as `AT+CMMSRECV` takes it.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::parse_without_scheme(strip_scheme(text)?)
    }

    /// Reads a URL whose scheme may be absent, as `AT+CMMSCURL` takes it.
    pub(crate) fn parse_mmsc(text: &str) -> Option<Self> {
        Self::parse_without_scheme(strip_scheme(text).unwrap_or(text))
    }

    fn parse_without_scheme(text: &str) -> Option<Self> {
        if !text.bytes().all(|octet| octet.is_ascii_graphic()) {
            return None;
        }
        let text = text.split('#').next()?;
        let at = text.find(['/', '?']).unwrap_or(text.len());
        let (authority, path) = text.split_at_checked(at)?;
        if authority.ends_with(':') && path.starts_with("//") {
            // Another scheme, such as https: this client does not speak it.
            return None;
        }
        let (host, port) = match authority.rsplit_once(':') {
            None => (authority, PORT_DEFAULT),
            Some((host, "")) => (host, PORT_DEFAULT),
            Some((host, port)) => (host, port.parse().ok().filter(|port| *port != 0)?),
        };
        if host.is_empty() || host.contains(['@', ':', '[', ']']) {
            return None;
        }
        let path = if path.starts_with('/') { path.to_owned() } else { alloc::format!("/{path}") };
        Some(Self { host: host.to_owned(), port, authority: authority.to_owned(), path })
    }

    /// The host, a name or an IPv4 address.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    /// The TCP port.
    pub(crate) const fn port(&self) -> u16 {
        self.port
    }

    /// What stands in the field `Host`.
    pub(crate) fn authority(&self) -> &str {
        &self.authority
    }

    /// Path and query: the origin form of a request target.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }
}

/// The whole URL: the absolute form of a request target.
impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SCHEME}{}{}", self.authority, self.path)
    }
}

/// What follows `http://`; none when the text does not begin with it.
pub(crate) fn strip_scheme(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_at_checked(SCHEME.len())?;
    scheme.eq_ignore_ascii_case(SCHEME).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[rstest::rstest]
    #[case("192.168.1.2:7082/xst=test", "192.168.1.2", 7082, "/xst=test")]
    #[case("http://192.168.1.2/RROpJGJVyjeA", "192.168.1.2", 80, "/RROpJGJVyjeA")]
    #[case("mmsc.example", "mmsc.example", 80, "/")]
    #[case("mmsc.example?a=b", "mmsc.example", 80, "/?a=b")]
    #[case("HTTP://m:8080/a?b:c/d", "m", 8080, "/a?b:c/d")]
    #[case("m/a#b", "m", 80, "/a")]
    fn parts(#[case] text: &str, #[case] host: &str, #[case] port: u16, #[case] path: &str) {
        let url = Url::parse_mmsc(text).unwrap();
        assert_eq!((url.host(), url.port(), url.path()), (host, port, path));
    }

    #[rstest::rstest]
    #[case("")]
    #[case("http://")]
    #[case(":80/")]
    #[case("m:0/")]
    #[case("m:65536/")]
    #[case("m:x/")]
    #[case("m /a")]
    #[case("m\r\nX: y")]
    #[case("user@m/")]
    #[case("[::1]/")]
    #[case("https://m/")]
    fn not_a_url(#[case] text: &str) {
        assert_eq!(Url::parse_mmsc(text), None);
    }

    #[test]
    fn a_received_location_has_its_scheme() {
        assert_eq!(Url::parse("192.168.1.2/a"), None);
        assert_eq!(Url::parse("http://h:1/a").unwrap().to_string(), "http://h:1/a");
    }
}
