//! The dialogue of a round trip as a scenario.

use std::error::Error;
use std::io;
use std::path::Path;

use mms_pdu::{
    Address, Body, ContentType, MediaType, Parameter, Part, SendReq, TextString, Version, YesNo,
};
use scenario::{Context, Ledger, Plan};

use crate::content::Content;
use crate::course::Course;
use crate::{Kind, Outcome};

/// Octets that a presentation of one picture adds to an M-Send.req: the part, the parameters of the content type, and
/// the Content-ID of the picture.
pub(crate) const PRESENTATION_OCTETS: usize = 408;

/// Where a file comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// It is typed behind the prompt.
    Te,
    /// It is in the EFS.
    Efs,
}

/// A message of one file.
pub(crate) struct Letter {
    kind: Kind,
    name: String,
    pub(crate) content: Content,
    origin: Origin,
    /// Whether the module writes a presentation.
    is_presented: bool,
}

impl Letter {
    pub(crate) fn new(kind: &Kind, content: Content) -> Self {
        let name = format!("f.{}", kind.0);
        Self { kind: *kind, name, content, origin: Origin::Te, is_presented: false }
    }

    /// The letter with its file in the EFS from the beginning.
    pub(crate) fn in_the_efs(self) -> Self {
        Self { origin: Origin::Efs, ..self }
    }

    /// The letter on a module that writes presentations.
    pub(crate) fn presented(self) -> Self {
        Self { is_presented: true, ..self }
    }

    /// The letter whose M-Send.req has exactly so many octets. A longer name fills what the content leaves.
    ///
    /// # Errors
    /// No name does.
    pub(crate) fn largest(
        kind: &Kind,
        pdu_octets: usize,
        content: impl Fn(usize) -> Content,
    ) -> Result<Self, Box<dyn Error>> {
        // The length of ten thousand octets takes an octet less than that of the largest file.
        let small = Self::new(kind, content(10_000));
        let rest = small.pdu_octets()? - small.content.given.len() + 1;
        let mut letter = Self::new(kind, content(pdu_octets - rest));
        while letter.pdu_octets()? < pdu_octets && letter.name.len() < 8 {
            letter.name.insert(0, 'f');
        }
        if letter.pdu_octets()? == pdu_octets {
            return Ok(letter);
        }
        Err(format!("the PDU of {} has {} octets", letter.name, letter.pdu_octets()?).into())
    }

    /// Octets of the M-Send.req without a presentation, by the codec.
    pub(crate) fn pdu_octets(&self) -> Result<usize, Box<dyn Error>> {
        let mut media = ContentType::new(MediaType::from_name(self.kind.2)?);
        if self.is_text() {
            // All charsets that are sent here have numbers of one octet but UTF-16's, which has two and a length.
            let is_utf_16 =
                matches!(self.content.given.as_slice(), [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..]);
            let charset =
                if is_utf_16 { mms_pdu::Charset::UTF_16 } else { mms_pdu::Charset::UTF_8 };
            media = media.with(Parameter::Charset(charset));
        }
        let part = Part::new(media, self.content.given.as_slice())
            .with_content_location(TextString::new(self.name.as_str())?);
        let id = TextString::new("SIM7100-00000001")?;
        let body = Body::Multipart(vec![part]);
        let mut pdu = SendReq::new(id, Version::V1_0, ContentType::multipart_mixed(), body);
        pdu.to = vec![Address::from_dialled("13918181818")?];
        pdu.delivery_report = Some(YesNo::No);
        pdu.read_report = Some(YesNo::No);
        Ok(pdu.encode().len())
    }

    fn is_text(&self) -> bool {
        self.kind.2.starts_with("text/")
    }

    /// The steps up to the command that sends, with the file `given`.
    fn composed(&self) -> String {
        let Self { kind: (_, keyword, ..), name, content, .. } = self;
        let size = content.given.len();
        let smil = if self.is_presented { "on" } else { "off" };
        let (efs, add) = match self.origin {
            Origin::Te => (
                String::new(),
                format!(
                    "AT+CMMSDOWN=\"{keyword}\",{size},\"{name}\"\n    prompt: {{ file: given }}"
                ),
            ),
            Origin::Efs => (
                format!(", efs: {{ \"C:/{name}\": {{ file: given }} }}"),
                format!("AT+CMMSDOWN=\"FILE\",1,\"{name}\""),
            ),
        };
        format!(
            r#"scenario: {name} of {size} octets
requirements: [SIM-6-3]
setup: {{ http: true, mmsc: accept, profile: {{ smil: "{smil}" }}{efs} }}
steps:
  - send: AT+CMMSEDIT=1
    expect: OK
  - send: {add}
    expect: OK
  - send: AT+CMMSRECP="13918181818"
    expect: OK
"#
        )
    }

    /// The whole dialogue. The maximum is raised before receiving: the MMSC's PDU says more than the module's.
    fn sent_and_received(&self) -> Result<String, Box<dyn Error>> {
        let Self { kind: (_, _, media, number, _), name, content, .. } = self;
        let presented = if self.is_presented { PRESENTATION_OCTETS } else { 0 };
        let pdu_octets = self.pdu_octets()? + presented;
        let (given, read) = (content.given.len(), content.read.len());
        let (index, presentation, listed) = if self.is_presented {
            let listed = r#"{ pattern: '^0,"presentation\.smil",30,\d+$' }, "#;
            (1, "{ type: application/smil, location: presentation.smil }, ", listed)
        } else {
            (0, "", "")
        };
        Ok(format!(
            r#"{composed}  - send: AT+CMMSSEND
    expect: OK
  - await: {{ urc: "+CMMSSEND: 0", within: 60s, exactly: 1 }}
  - mmsc:
      received:
        http_headers: {{ Content-Length: "{pdu_octets}" }}
        parts: [{presentation}{{ type: {media}, location: {name}, payload: {{ file: given }} }}]
      findings: {{ none_at: error }}
  - send: AT+CMMSSYSSET=307712
    expect: OK
  - send: AT+CMMSEDIT=0
    expect: OK
  - push: {{ stored: last }}
  - await: {{ urc: {{ pattern: '^\+WAP_PUSH_MMS: ' }}, within: 10s }}
    capture: {{ url: '"(http[^"]+)"' }}
  - send: AT+CMMSRECV="${{url}}"
    expect: OK
  - await: {{ urc: "+CMMSRECV: 0", within: 60s, exactly: 1 }}
  - send: AT+CMMSVIEW
    expect: [{{ pattern: '^\+CMMSVIEW:0,' }}, {listed}'{index},"{name}",{number},{given}', OK]
  - send: AT+CMMSREAD={index}
    expect: ['+CMMSREAD:"{name}",{read}', {{ data: {{ file: read }} }}, OK]
  - send: AT+CMMSSNATCH={index},1,"back.bin"
    expect: OK
  - efs: {{ path: "C:/back.bin", payload: {{ file: snatched }} }}
"#,
            composed = self.composed()
        ))
    }

    /// A scenario's text, checked, with the letter's octets behind the names of its files.
    fn plans(&self, text: &str) -> Result<Vec<Plan>, Box<dyn Error>> {
        let files = |path: &Path| -> io::Result<Vec<u8>> {
            match path.file_name().and_then(|name| name.to_str()) {
                Some("given") => Ok(self.content.given.clone()),
                Some("read") => Ok(self.content.read.clone()),
                Some("snatched") => Ok(self.content.snatched.clone()),
                _ => Err(io::ErrorKind::NotFound.into()),
            }
        };
        let context = Context { files: &files, ..Context::default() };
        let plans = scenario::parse(text, "round-trip/letter.yaml", &context)
            .map_err(|wrong| format!("{:?}", miette::Report::new(wrong)))?;
        Ok(plans)
    }
}

/// Sends letters and fetches them again, each on a module of its own.
pub(crate) fn run(letters: &[Letter]) -> Outcome {
    let mut plans = Vec::new();
    for letter in letters {
        plans.extend(letter.plans(&letter.sent_and_received()?)?);
    }
    passed(&plans)
}

/// Wants a letter refused as too large, and nothing sent.
pub(crate) fn refused(letter: &Letter) -> Outcome {
    let composed = letter.composed();
    let text = format!(
        "{composed}  - send: AT+CMMSSEND\n    expect: \"+CME ERROR: 172\"\n  - mmsc: {{ requests: 0 }}\n"
    );
    passed(&letter.plans(&text)?)
}

fn passed(plans: &[Plan]) -> Outcome {
    let courses = Course::of(plans, &Ledger::default())?;
    assert_eq!(courses.len(), plans.len());
    match courses.iter().find_map(Course::trouble) {
        Some(trouble) => Err(trouble.into()),
        None => Ok(()),
    }
}
