//! Multipart bodies (WSP 8.5).

use super::content_type::{charset, content_type, text_parameter};
use super::value::{text_string, uintvar};

/// How the parts belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Multipart {
    /// application/vnd.wap.multipart.mixed.
    #[default]
    Mixed,
    /// application/vnd.wap.multipart.related with a root part.
    Related {
        /// Media type of the root part.
        kind: String,
        /// Content-ID of the root part, without angle brackets.
        start: String,
    },
}

/// One part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EmitPart {
    /// Media type.
    pub content_type: String,
    /// MIB number of the charset.
    pub charset: Option<u16>,
    /// Parameter `name`.
    pub name: Option<String>,
    /// Content-ID, without angle brackets.
    pub content_id: Option<String>,
    /// Content-Location.
    pub content_location: Option<String>,
    /// The data.
    pub data: Vec<u8>,
}

impl Multipart {
    /// Writes the Content-Type value of the PDU.
    pub(super) fn content_type(&self, out: &mut Vec<u8>) {
        match self {
            Self::Mixed => content_type("application/vnd.wap.multipart.mixed", &[], out),
            Self::Related { kind, start } => {
                let mut parameters = Vec::new();
                text_parameter(0x89, kind, &mut parameters);
                text_parameter(0x8A, &format!("<{start}>"), &mut parameters);
                content_type("application/vnd.wap.multipart.related", &parameters, out);
            }
        }
    }
}

/// Writes the count of the parts and the parts.
pub(super) fn body(parts: &[EmitPart], out: &mut Vec<u8>) {
    uintvar(parts.len(), out);
    for part in parts {
        let header = part.header();
        uintvar(header.len(), out);
        uintvar(part.data.len(), out);
        out.extend_from_slice(&header);
        out.extend_from_slice(&part.data);
    }
}

impl EmitPart {
    fn header(&self) -> Vec<u8> {
        let mut parameters = Vec::new();
        if let Some(mib) = self.charset {
            charset(u64::from(mib), &mut parameters);
        }
        if let Some(name) = &self.name {
            text_parameter(0x85, name, &mut parameters);
        }
        let mut out = Vec::new();
        content_type(&self.content_type, &parameters, &mut out);
        if let Some(content_id) = &self.content_id {
            out.extend([0xC0, b'"']);
            text_string(&format!("<{content_id}>"), &mut out);
        }
        if let Some(location) = &self.content_location {
            out.push(0x8E);
            text_string(location, &mut out);
        }
        out
    }
}
