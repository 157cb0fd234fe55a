//! Writes a request: RFC 9112, 3, with the absolute form of 3.2.2 through a proxy.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write as _;

use super::Url;

const MMS_MEDIA_TYPE: &str = "application/vnd.wap.mms-message";

/// The method of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    /// Fetches a message.
    Get,
    /// Submits a PDU.
    Post,
}

/// A request before it is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Request<'a> {
    /// GET or POST.
    pub(crate) method: Method,
    /// Whom it asks.
    pub(crate) url: &'a Url,
    /// Whether it goes through a proxy.
    pub(crate) through_proxy: bool,
    /// `AT+CMMSUA`; absent from the request when empty.
    pub(crate) user_agent: &'a str,
    /// `AT+CMMSPROFILE`, likewise.
    pub(crate) user_agent_profile: &'a str,
    /// The PDU of a POST; not used by a GET.
    pub(crate) body: &'a [u8],
}

impl Request<'_> {
    /// The octets of the request.
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut octets = self.head().into_bytes();
        if self.method == Method::Post {
            octets.extend_from_slice(self.body);
        }
        octets
    }

    fn head(&self) -> String {
        let mut head = String::from(match self.method {
            Method::Get => "GET ",
            Method::Post => "POST ",
        });
        if self.through_proxy {
            // Writing to a string cannot fail.
            let _ = write!(head, "{}", self.url);
        } else {
            head.push_str(self.url.path());
        }
        head.push_str(" HTTP/1.1\r\n");
        field(&mut head, "Host", self.url.authority());
        field(&mut head, "User-Agent", self.user_agent);
        field(&mut head, "x-wap-profile", self.user_agent_profile);
        field(&mut head, "Accept", "*/*, application/vnd.wap.mms-message");
        if self.method == Method::Post {
            field(&mut head, "Content-Type", MMS_MEDIA_TYPE);
            let _ = write!(head, "Content-Length: {}\r\n", self.body.len());
        }
        field(&mut head, "Connection", "close");
        head.push_str("\r\n");
        head
    }
}

fn field(head: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        let _ = write!(head, "{name}: {value}\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_submission_through_a_proxy_has_the_absolute_form() {
        let url = Url::parse_mmsc("192.168.1.2:7082/xst=test").unwrap();
        let request = Request {
            method: Method::Post,
            url: &url,
            through_proxy: true,
            user_agent: "SIM7100",
            user_agent_profile: "http://ua/p.xml",
            body: b"\x8C\x80",
        };
        let expected = b"POST http://192.168.1.2:7082/xst=test HTTP/1.1\r\n\
            Host: 192.168.1.2:7082\r\n\
            User-Agent: SIM7100\r\n\
            x-wap-profile: http://ua/p.xml\r\n\
            Accept: */*, application/vnd.wap.mms-message\r\n\
            Content-Type: application/vnd.wap.mms-message\r\n\
            Content-Length: 2\r\n\
            Connection: close\r\n\r\n\x8C\x80";
        assert_eq!(request.write(), expected);
    }

    #[test]
    fn a_direct_fetch_has_the_origin_form_and_no_body() {
        let url = Url::parse("http://m/a?b").unwrap();
        let request = Request {
            method: Method::Get,
            url: &url,
            through_proxy: false,
            user_agent: "",
            user_agent_profile: "",
            body: b"ignored",
        };
        let expected = b"GET /a?b HTTP/1.1\r\nHost: m\r\n\
            Accept: */*, application/vnd.wap.mms-message\r\nConnection: close\r\n\r\n";
        assert_eq!(request.write(), expected);
    }
}
