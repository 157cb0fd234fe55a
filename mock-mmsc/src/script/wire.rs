//! The textual form of scripts and answers: flat maps, one key per thing, unknown keys refused.

use std::fmt;
use std::time::Duration;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::duration;
use super::octets::Octets;
use super::{ANSWERS_MAX, Answer, Method, Script};
use crate::edit::{EDITS_MAX, EditMap};
use crate::fault::{Drip, FaultPlan};

const ACCEPT: &str = "accept";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ScriptMap {
    answers: Vec<Answer>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct AnswerMap {
    #[serde(skip_serializing_if = "Option::is_none")]
    on: Option<Method>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_status: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retrieve_status: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<Octets>,
    #[serde(skip_serializing_if = "Option::is_none")]
    serve: Option<Octets>,
    #[serde(skip_serializing_if = "Option::is_none")]
    transaction_id: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    edits: Vec<EditMap<Octets>>,
    #[serde(with = "duration", skip_serializing_if = "Duration::is_zero")]
    delay: Duration,
    #[serde(skip_serializing_if = "Option::is_none")]
    drip: Option<DripMap>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cut_after: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reset_after: Option<usize>,
    #[serde(skip_serializing_if = "is_false")]
    never: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<Octets>,
    #[serde(skip_serializing_if = "is_false")]
    broken: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DripMap {
    octets: usize,
    #[serde(with = "duration")]
    every: Duration,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde demands a reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}

impl AnswerMap {
    fn answer(self) -> Result<Answer, String> {
        if let Some(status) = self.status.filter(|status| !(200..=999).contains(status)) {
            return Err(format!("invalid status {status}: expected 200 to 999"));
        }
        if self.edits.len() > EDITS_MAX {
            return Err(format!("more than {EDITS_MAX} edits"));
        }
        let drip = match self.drip {
            Some(DripMap { octets: 0, .. }) => return Err("drip.octets must be 1 or more".into()),
            Some(DripMap { octets, every }) => Some(Drip { octets, every }),
            None => None,
        };
        Ok(Answer {
            on: self.on,
            status: self.status,
            content_type: self.content_type,
            response_status: self.response_status,
            retrieve_status: self.retrieve_status,
            body: self.body.map(|octets| octets.0),
            serve: self.serve.map(|octets| octets.0),
            transaction_id: self.transaction_id,
            edits: self.edits.into_iter().map(|map| map.edit(|octets| octets.0)).collect(),
            fault: FaultPlan {
                delay: self.delay,
                cut_after: self.cut_after,
                reset_after: self.reset_after,
                drip,
                never: self.never,
                raw: self.raw.map(|octets| octets.0),
            },
            broken: self.broken,
        })
    }
}

impl From<Answer> for AnswerMap {
    fn from(answer: Answer) -> Self {
        Self {
            on: answer.on,
            status: answer.status,
            content_type: answer.content_type,
            response_status: answer.response_status,
            retrieve_status: answer.retrieve_status,
            body: answer.body.map(Octets),
            serve: answer.serve.map(Octets),
            transaction_id: answer.transaction_id,
            edits: answer.edits.into_iter().map(|edit| EditMap::of(edit, Octets)).collect(),
            delay: answer.fault.delay,
            drip: answer.fault.drip.map(|Drip { octets, every }| DripMap { octets, every }),
            cut_after: answer.fault.cut_after,
            reset_after: answer.fault.reset_after,
            never: answer.fault.never,
            raw: answer.fault.raw.map(Octets),
            broken: answer.broken,
        }
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        if *self == Self::default() {
            out.serialize_str(ACCEPT)
        } else {
            AnswerMap::from(self.clone()).serialize(out)
        }
    }
}

impl Serialize for Script {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        ScriptMap { answers: self.answers.clone() }.serialize(out)
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(AnswerVisitor)
    }
}

impl<'de> Deserialize<'de> for Script {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let script = input.deserialize_any(ScriptVisitor)?;
        if script.answers.len() > ANSWERS_MAX {
            return Err(D::Error::custom(format_args!("more than {ANSWERS_MAX} answers")));
        }
        Ok(script)
    }
}

struct AnswerVisitor;

impl<'de> Visitor<'de> for AnswerVisitor {
    type Value = Answer;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("`accept` or a map of the keys of an answer")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Answer, E> {
        if text == ACCEPT {
            Ok(Answer::default())
        } else {
            Err(E::unknown_variant(text, &[ACCEPT]))
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Answer, A::Error> {
        let map = AnswerMap::deserialize(MapAccessDeserializer::new(map))?;
        map.answer().map_err(A::Error::custom)
    }
}

struct ScriptVisitor;

impl<'de> Visitor<'de> for ScriptVisitor {
    type Value = Script;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("`accept`, a list of answers, or a map with `answers`")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Script, E> {
        AnswerVisitor.visit_str(text).map(Script::from)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Script, A::Error> {
        let answers = Vec::deserialize(SeqAccessDeserializer::new(list))?;
        Ok(Script { answers })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Script, A::Error> {
        let ScriptMap { answers } = ScriptMap::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Script { answers })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Edit;

    fn check(json: &str, expected: &Answer) {
        let script: Script = serde_json::from_str(json).unwrap();
        assert_eq!(script.answers.as_slice(), std::slice::from_ref(expected), "{json}");
        let again = serde_json::to_string(&script).unwrap();
        assert_eq!(serde_json::from_str::<Script>(&again).unwrap(), script, "{again}");
    }

    #[test]
    fn every_key_is_read_and_written() {
        check("\"accept\"", &Answer::default());
        check("[\"accept\"]", &Answer::default());
        check(r#"{"answers": ["accept"]}"#, &Answer::default());
        check(
            r#"[{"on": "get", "status": 503, "content_type": "text/html", "body": "busy"}]"#,
            &Answer {
                on: Some(Method::Get),
                status: Some(503),
                content_type: Some("text/html".to_owned()),
                body: Some(b"busy".to_vec()),
                ..Answer::default()
            },
        );
        check(
            r#"[{"edits": [{"at": -2, "remove": 1, "insert": {"hex": "FF"}}, {"at": 7}]}]"#,
            &Answer {
                edits: vec![
                    Edit { at: -2, remove: 1, insert: vec![0xFF] },
                    Edit { at: 7, remove: 0, insert: Vec::new() },
                ],
                ..Answer::default()
            },
        );
        check(
            r#"[{"response_status": 225, "retrieve_status": 192, "transaction_id": "x", "broken": true,
                 "serve": {"hex": "8C84"}}]"#,
            &Answer {
                response_status: Some(0xE1),
                retrieve_status: Some(0xC0),
                transaction_id: Some("x".to_owned()),
                broken: true,
                serve: Some(vec![0x8C, 0x84]),
                ..Answer::default()
            },
        );
        check(
            r#"[{"delay": "5s", "drip": {"octets": 1, "every": "500ms"}, "cut_after": 10,
                 "reset_after": 0, "never": true, "raw": "HTTP/1.1 200 "}]"#,
            &Answer {
                fault: FaultPlan {
                    delay: Duration::from_secs(5),
                    drip: Some(Drip { octets: 1, every: Duration::from_millis(500) }),
                    cut_after: Some(10),
                    reset_after: Some(0),
                    never: true,
                    raw: Some(b"HTTP/1.1 200 ".to_vec()),
                },
                ..Answer::default()
            },
        );
    }

    fn check_refused(json: &str, part: &str) {
        let error = serde_json::from_str::<Script>(json).unwrap_err().to_string();
        assert!(error.contains(part), "{error}");
    }

    #[test]
    fn what_is_wrong_is_named() {
        check_refused(r#"[{"stauts": 503}]"#, "unknown field `stauts`");
        check_refused(r#"[{"drip": {"octets": 1, "every": "1s", "n": 1}}]"#, "unknown field `n`");
        check_refused(r#"[{"edits": [{"at": 1, "drop": 1}]}]"#, "unknown field `drop`");
        check_refused(r#"[{"edits": [{"remove": 1}]}]"#, "missing field `at`");
        check_refused(r#"[{"drip": {"octets": 0, "every": "1s"}}]"#, "drip.octets");
        check_refused(r#"[{"delay": 5}]"#, "expected a string");
        check_refused(r#"[{"delay": "5"}]"#, "invalid duration \"5\"");
        check_refused(r#"[{"status": 99}]"#, "invalid status 99");
        check_refused(r#"[{"on": "put"}]"#, "unknown variant `put`");
        check_refused("\"accpet\"", "unknown variant `accpet`");
        check_refused(r#"{"answer": []}"#, "unknown field `answer`");
    }
}
