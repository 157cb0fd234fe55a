//! One line of module output, read.

use alloc::vec::Vec;

use crate::spacing::strip_name;
use crate::{FinalResult, Format, Information, Urc, cme_error};

/// What a line of module output is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Response {
    /// A final result code.
    Final(FinalResult),
    /// An information response with a name.
    Information(Information),
    /// Any other text.
    Text(Vec<u8>),
    /// An unsolicited result code.
    Urc(Urc),
}

impl Response {
    /// Reads a line without its line end. Every line is something: what has no known form is a text.
    ///
    /// A line alone does not tell everything. One or two digits are a result code only in ATV0, and what looks like
    /// a report may be an information response to a command that is running.
    ///
    /// ```
    /// use at_codec::{Format, Response, Urc};
    ///
    /// assert_eq!(Response::parse(b"+CMMSSEND:190"), Response::Urc(Urc::Send(190)));
    /// assert_eq!(Response::format(b"+CMMSSEND: 190"), Format::Strict);
    /// assert!(matches!(Response::format(b"+CMMSSEND:190"), Format::Tolerated(_)));
    /// ```
    pub fn parse(line: &[u8]) -> Self {
        if let Some(result) = FinalResult::parse(line) {
            Self::Final(result)
        } else if let Some(urc) = Urc::parse(line) {
            Self::Urc(urc)
        } else if let Some(information) = Information::parse(line) {
            Self::Information(information)
        } else {
            Self::Text(line.to_vec())
        }
    }

    /// Whether the line is spelt `NAME: a,b`, for lines that have a name; other lines are strict.
    pub fn format(line: &[u8]) -> Format {
        if let Some((text, mut spacing)) = strip_name(line, cme_error::NAME) {
            spacing.blank_at_end = text.ends_with(b" ");
            return spacing.into();
        }
        Information::parse(line)
            .map_or(Format::Strict, |information| information.nonstandard.into())
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use rstest::rstest;

    use super::Response;
    use crate::{BootReport, CmeError, FinalResult, Format, PushUrc, Spacing, Urc};

    #[rstest]
    #[case(b"OK", FinalResult::Ok)]
    #[case(b"ERROR", FinalResult::Error)]
    #[case(b"CONNECT", FinalResult::Connect)]
    #[case(b"CONNECT 115200", FinalResult::Connect)]
    #[case(b"NO CARRIER", FinalResult::NoCarrier)]
    #[case(b"NO DIALTONE", FinalResult::NoDialtone)]
    #[case(b"BUSY", FinalResult::Busy)]
    #[case(b"NO ANSWER", FinalResult::NoAnswer)]
    #[case(b"0", FinalResult::Numeric(0))]
    #[case(b"4", FinalResult::Numeric(4))]
    #[case(b"10", FinalResult::Numeric(10))]
    #[case(b"99", FinalResult::Numeric(99))]
    #[case(b"+CME ERROR: 177", FinalResult::Cme(CmeError::Code(177)))]
    #[case(b"+CME ERROR:190", FinalResult::Cme(CmeError::Code(190)))]
    #[case(b"+CME ERROR : 201 ", FinalResult::Cme(CmeError::Code(201)))]
    #[case(b"+CME ERROR: Network error", FinalResult::Cme(CmeError::Verbose("Network error".into())))]
    #[case(b"+CME ERROR: 65536", FinalResult::Cme(CmeError::Verbose("65536".into())))]
    #[case(b"+CME ERROR: \xFF", FinalResult::Cme(CmeError::Verbose("\u{FFFD}".into())))]
    fn final_results_of_v250_5_7_and_ts27007_9_2(
        #[case] line: &[u8],
        #[case] expected: FinalResult,
    ) {
        assert_eq!(Response::parse(line), Response::Final(expected));
    }

    #[rstest]
    #[case(b"ok")]
    #[case(b"OK ")]
    #[case(b" OK")]
    #[case(b"CONNECTED")]
    #[case(b"NO")]
    #[case(b"")]
    #[case(b"01")]
    #[case(b"013")]
    #[case(b"100")]
    #[case(b"+CME ERROR")]
    #[case(b"+CME ERROR:")]
    #[case(b"+CME ERROR: ")]
    #[case(b"0,\"1.txt\",4,10")]
    #[case(b"RING")]
    #[case(b"START ")]
    #[case(b"+CMMSSEND=\"ADDRESS\"")]
    #[case(b"\xE2\x80\x9C")]
    fn texts(#[case] line: &[u8]) {
        assert_eq!(Response::parse(line), Response::Text(line.to_vec()));
    }

    #[rstest]
    #[case::chapter_6_success(b"+CMMSSEND: 0", Urc::Send(0), Format::Strict)]
    #[case::chapter_6_no_blank(b"+CMMSSEND:190", Urc::Send(190), no_blank_after_colon())]
    #[case::chapter_8_success(b"+CMMSRECV: 0", Urc::Recv(0), Format::Strict)]
    #[case::chapter_8_no_blank(b"+CMMSRECV:201", Urc::Recv(201), no_blank_after_colon())]
    #[case::greatest(b"+CMMSRECV: 65535", Urc::Recv(65_535), Format::Strict)]
    #[case::blank_before_colon(
        b"+CMMSRECV :173",
        Urc::Recv(173),
        tolerated(|spacing| { spacing.blank_before_colon = true; spacing.no_blank_after_colon = true; })
    )]
    #[case::two_blanks(b"+CMMSSEND:  0", Urc::Send(0), tolerated(|spacing| spacing.blanks_after_colon = true))]
    #[case::blank_at_end(b"+CMMSSEND: 0 ", Urc::Send(0), tolerated(|spacing| spacing.blank_at_end = true))]
    #[case::sim_toolkit(b"+STIN: 25", Urc::Boot(BootReport::SimToolkit(25)), Format::Strict)]
    #[case::start(b"START", Urc::Boot(BootReport::Start), Format::Strict)]
    #[case::ready(b"RDY", Urc::Boot(BootReport::Ready), Format::Strict)]
    #[case::sms_done(b"SMS DONE", Urc::Boot(BootReport::SmsDone), Format::Strict)]
    #[case::phonebook_done(b"PB DONE", Urc::Boot(BootReport::PhonebookDone), Format::Strict)]
    fn reports_of_chapter_9_1_and_of_the_start(
        #[case] line: &[u8],
        #[case] expected: Urc,
        #[case] format: Format,
    ) {
        assert_eq!(Response::parse(line), Response::Urc(expected));
        assert_eq!(Response::format(line), format);
    }

    fn spacing(change: impl FnOnce(&mut Spacing)) -> Spacing {
        let mut spacing = Spacing::default();
        change(&mut spacing);
        spacing
    }

    fn tolerated(change: impl FnOnce(&mut Spacing)) -> Format {
        Format::Tolerated(spacing(change))
    }

    fn no_blank_after_colon() -> Format {
        tolerated(|spacing| spacing.no_blank_after_colon = true)
    }

    #[rstest]
    #[case::strict(": ", ",", Spacing::default())]
    #[case::no_blank(":", ",", spacing(|spacing| spacing.no_blank_after_colon = true))]
    #[case::blank_before_colon(" : ", ",", spacing(|spacing| spacing.blank_before_colon = true))]
    #[case::blank_before_comma(": ", " ,", spacing(|spacing| spacing.blank_before_comma = true))]
    #[case::blank_after_comma(": ", ", ", spacing(|spacing| spacing.blank_after_comma = true))]
    #[case::wrapped(": ", "\r\n,", spacing(|spacing| spacing.wrapped = true))]
    #[case::wrapped_after_blanks(
        ": ",
        "   \r\n,",
        spacing(|spacing| { spacing.blank_before_comma = true; spacing.wrapped = true; })
    )]
    fn push_report_of_chapter_9_1(
        #[case] colon: &str,
        #[case] comma: &str,
        #[case] spacing: Spacing,
    ) {
        let line = [
            "+WAP_PUSH_MMS",
            colon,
            "\"15001844675\",\"RROpJGJVyjeA\",\"http://192.168.1.2/RROpJGJVyjeA\"",
            comma,
            "\"09/03/17,17:14:41+32\",0,13338",
        ]
        .concat();
        let expected = PushUrc {
            sender: b"15001844675".to_vec(),
            transaction_id: b"RROpJGJVyjeA".to_vec(),
            location: b"http://192.168.1.2/RROpJGJVyjeA".to_vec(),
            timestamp: b"09/03/17,17:14:41+32".to_vec(),
            class: 0,
            size: 13_338,
            spacing,
        };
        assert_eq!(Response::parse(line.as_bytes()), Response::Urc(Urc::Push(expected)));
        assert_eq!(Response::format(line.as_bytes()), Format::from(spacing));
    }

    #[rstest]
    #[case::one_field_less(br#"+WAP_PUSH_MMS: "1","T","h","t",0"#)]
    #[case::one_field_more(br#"+WAP_PUSH_MMS: "1","T","h","t",0,1,2"#)]
    #[case::class_past_an_octet(br#"+WAP_PUSH_MMS: "1","T","h","t",256,1"#)]
    #[case::class_quoted(br#"+WAP_PUSH_MMS: "1","T","h","t","0",1"#)]
    #[case::sender_unquoted(br#"+WAP_PUSH_MMS: 1,"T","h","t",0,1"#)]
    #[case::send_test_form(b"+CMMSSEND: \"ADDRESS\"")]
    #[case::send_past_u16(b"+CMMSSEND: 65536")]
    #[case::send_with_two_numbers(b"+CMMSSEND: 0,1")]
    #[case::cpin(b"+CPIN: READY")]
    fn information_that_is_no_report(#[case] line: &[u8]) {
        assert!(matches!(Response::parse(line), Response::Information(_)));
    }

    #[test]
    fn spelling_of_an_error() {
        assert_eq!(Response::format(b"+CME ERROR: 177"), Format::Strict);
        assert_eq!(Response::format(b"+CME ERROR:177"), no_blank_after_colon());
        assert_eq!(Response::format(b"OK"), Format::Strict);
    }

    #[test]
    fn every_code_of_chapter_9_2_has_its_text() {
        let texts: Vec<(u16, &str)> = Vec::from([
            (201, "Unknown error for mms"),
            (171, "MMS task is busy now"),
            (172, "The mms data is over size"),
            (173, "The operation is over time"),
            (173, "The operation is overtime"),
            (174, "There is no mms receiver"),
            (175, "The storage for address is full"),
            (176, "Not find the address"),
            (177, "Invalid parameter"),
            (178, "Failed to read mms"),
            (179, "There is not a mms push message"),
            (180, "Memory error"),
            (181, "Invalid file format"),
            (182, "The mms storage is full"),
            (183, "The box is empty"),
            (184, "Failed to save mms"),
            (185, "Busy editing mms now"),
            (185, "It\u{2019}s busy editing mms now"),
            (186, "It's not allowed to edit now"),
            (187, "No content in the buffer"),
            (188, "Failed to receive mms"),
            (189, "Invalid mms pdu"),
            (190, "network ERROR"),
            (191, "Failed to read file in UE"),
            (10, "SIM not inserted"),
        ]);
        for (code, text) in texts {
            assert_eq!(CmeError::Verbose(text.into()).code(), Some(code), "{text}");
            assert_eq!(CmeError::Code(code).code(), Some(code));
        }
        assert_eq!(CmeError::Verbose("Network errors".into()).code(), None);
    }
}
