//! The requests, and the replies to them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Version of the requests and replies; [`Answer::Hello`] carries it.
pub const PROTOCOL: u32 = 1;

/// One thing to do to the model, or to ask of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Request {
    /// Who is there? Answered by [`Answer::Hello`].
    Hello,
    /// Puts a file into the EFS, in place of one that has that path.
    PutFile {
        /// Where, as in `C:/Picture/t1.jpg`.
        path: String,
        /// What; base64 on the line.
        #[serde(rename = "base64", with = "base64_text")]
        octets: Vec<u8>,
    },
    /// Reads a file of the EFS. Answered by [`Answer::File`].
    GetFile {
        /// Which, as in `C:/Picture/t1.jpg`.
        path: String,
    },
    /// Removes a file of the EFS.
    RemoveFile {
        /// Which, as in `C:/Picture/t1.jpg`.
        path: String,
    },
    /// Lets a WAP push short message arrive.
    Push {
        /// Originating address of the short message.
        sender: String,
        /// Service-centre time stamp, as `yy/MM/dd,hh:mm:ss+zz`, the zone in quarters of an hour.
        timestamp: String,
        /// The WSP Push PDU; base64 on the line.
        #[serde(rename = "base64", with = "base64_text")]
        octets: Vec<u8>,
    },
    /// Power-cycles the model with the profile that it was started with, but for these readings.
    Profile {
        /// Value of each reading that differs.
        readings: BTreeMap<String, String>,
    },
    /// Switches the model off and on.
    PowerCycle,
    /// Switches the model off and on, and wipes what it keeps: settings, boxes, EFS.
    Factory,
    /// Changes where connections of the bearer lead.
    Route {
        /// Bearer address: `HOST`, `HOST:PORT`, `*:PORT` or `*`.
        from: String,
        /// Real address, loopback or one that the server was started with.
        to: String,
    },
    /// Asks for the state, in the model's words. Answered by [`Answer::Summary`].
    Summary,
    /// Asks which invariants of the state did not hold after some input since the last such request or [`Factory`](Self::Factory). Answered by [`Answer::Violations`].
    Violations,
}

/// What comes back for a [`Request`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// It is done, and this is the answer.
    Ok(Answer),
    /// It is not done, for this reason.
    Error(String),
}

/// The answer to a [`Request`] that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Answer {
    /// Nothing to tell.
    Done,
    /// Who answers.
    Hello {
        /// [`PROTOCOL`] of the server.
        protocol: u32,
        /// Name and version of the module behind the server.
        module: String,
    },
    /// Octets of a file.
    File {
        /// What the file holds; base64 on the line.
        #[serde(rename = "base64", with = "base64_text")]
        octets: Vec<u8>,
    },
    /// The state in words.
    Summary(String),
    /// The invariants that did not hold; empty on a sound model.
    Violations(Vec<String>),
}

/// Octets as base64 text with padding (RFC 4648, section 4).
mod base64_text {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(octets: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&STANDARD.encode(octets))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        STANDARD.decode(String::deserialize(from)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(request: Request, line: &str) {
        assert_eq!(serde_json::to_string(&request).unwrap(), line);
        assert_eq!(serde_json::from_str::<Request>(line).unwrap(), request);
    }

    #[test]
    fn requests_as_lines() {
        let path = || "C:/Picture/t1.jpg".to_owned();
        let octets = vec![0xFF, 0xD8, 0x00, 0x0A];
        check(Request::Hello, r#"{"op":"hello"}"#);
        check(
            Request::PutFile { path: path(), octets: octets.clone() },
            r#"{"op":"put_file","path":"C:/Picture/t1.jpg","base64":"/9gACg=="}"#,
        );
        check(Request::GetFile { path: path() }, r#"{"op":"get_file","path":"C:/Picture/t1.jpg"}"#);
        check(
            Request::RemoveFile { path: path() },
            r#"{"op":"remove_file","path":"C:/Picture/t1.jpg"}"#,
        );
        check(
            Request::Push {
                sender: "13918181818".to_owned(),
                timestamp: "12/10/01,09:00:00+32".to_owned(),
                octets,
            },
            r#"{"op":"push","sender":"13918181818","timestamp":"12/10/01,09:00:00+32","base64":"/9gACg=="}"#,
        );
        check(
            Request::Profile { readings: [("smil".to_owned(), "off".to_owned())].into() },
            r#"{"op":"profile","readings":{"smil":"off"}}"#,
        );
        check(Request::PowerCycle, r#"{"op":"power_cycle"}"#);
        check(Request::Factory, r#"{"op":"factory"}"#);
        check(
            Request::Route { from: "*".to_owned(), to: "127.0.0.1:80".to_owned() },
            r#"{"op":"route","from":"*","to":"127.0.0.1:80"}"#,
        );
        check(Request::Summary, r#"{"op":"summary"}"#);
        check(Request::Violations, r#"{"op":"violations"}"#);
    }

    #[test]
    fn replies_as_lines() {
        for (reply, line) in [
            (Reply::Ok(Answer::Done), r#"{"ok":"done"}"#),
            (
                Reply::Ok(Answer::File { octets: b"AT".to_vec() }),
                r#"{"ok":{"file":{"base64":"QVQ="}}}"#,
            ),
            (Reply::Ok(Answer::Summary("idle".to_owned())), r#"{"ok":{"summary":"idle"}}"#),
            (Reply::Ok(Answer::Violations(Vec::new())), r#"{"ok":{"violations":[]}}"#),
            (Reply::Error("no".to_owned()), r#"{"error":"no"}"#),
        ] {
            assert_eq!(serde_json::to_string(&reply).unwrap(), line);
            assert_eq!(serde_json::from_str::<Reply>(line).unwrap(), reply);
        }
    }

    #[test]
    fn what_is_no_request() {
        for line in [
            "",
            "AT",
            "{}",
            r#"{"op":"explode"}"#,
            r#"{"op":"get_file"}"#,
            r#"{"op":"get_file","path":"C:/a","extra":1}"#,
            r#"{"op":"put_file","path":"C:/a","base64":"*"}"#,
        ] {
            assert!(serde_json::from_str::<Request>(line).is_err(), "{line}");
        }
    }
}
