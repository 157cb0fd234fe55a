//! Seeds of targets that read lines: what a module says, and what a TE sends, in the forms that need an example.

use crate::Seeds;

/// Octets of a line that the target's reader keeps, and of a text that the model takes.
const LINE_OCTETS_MAX: usize = 1024;
/// Fields of an information response; the last of so many holds the rest.
const FIELDS_MAX: usize = 64;

/// Lines of `response_bytes`, with what they show.
const RESPONSES: [(&str, &[&[u8]]); 7] = [
    (
        "final-results",
        &[
            b"OK", b"ERROR", b"BUSY", b"CONNECT", b"CONNECT 115200", b"NO ANSWER", b"NO CARRIER",
            b"NO DIALTONE", b"0", b"4", b"10", b"99",
        ],
    ),
    (
        "no-final-results",
        &[b"", b"ok", b"OK ", b"CONNECTED", b"01", b"013", b"100", b":", b"1x", b"RING", b">"],
    ),
    (
        "errors",
        &[
            b"+CME ERROR: 177",
            b"+CME ERROR:190",
            b"+CME ERROR : 201 ",
            b"+CME ERROR: 65536",                              // no code: more than 16 bits
            b"+CME ERROR: Network error",                      // 190
            b"+CME ERROR: It\xE2\x80\x99s busy editing mms now", // 185, with the printed apostrophe
            b"+CME ERROR: \xFF",
            b"+CME ERROR: ",
            b"+CME ERROR",
        ],
    ),
    (
        "reports",
        &[
            b"+CMMSSEND: 0",
            b"+CMMSSEND:190",
            b"+CMMSSEND: 65536", // no report: more than 16 bits
            b"+CMMSRECV :173 ",
            b"+CMMSRECV: 70000",
            b"+STIN: 25",
            b"+STIN: 256", // no report: more than 8 bits
            b"START",
            b"RDY",
            b"SMS DONE",
            b"PB DONE",
            b"+WAP_PUSH_MMS: \"1\",\"T\",\"h\",\"09/03/17,17:14:41+32\",0,13338",
            b"+WAP_PUSH_MMS:\"1\",\"T\",\"h\" ,\"t\", 4,1 ",
            b"+WAP_PUSH_MMS: \"1\",\"T\",\"h\",\"t\",256,1", // no class
            b"+WAP_PUSH_MMS: \"1\",\"T\",\"h\",\"t\",0",     // a field less
            b"+WAP_PUSH_MMS: 1,\"T\",\"h\",\"t\",0,1",       // a field of another form
            b"+cmmssend: 0",                                 // small letters
        ],
    ),
    (
        "information",
        &[
            b"+CMMSEDIT: 1",
            b"+CMMSRECP: ",
            b"+CMMSCURL:\"192.168.1.2:7082/x=1\"",
            b"+CMMSPROTO: 0,\"10.0.0.172\",9201",
            b"+CMMSRECP: \"t1@test.com\";\"15813862534\"",
            b"+CMMSSENDCFG: (0-6),(0-3),(0,1)",
            b"+CMMSDOWN: \"PIC\",(1-307200),\"NAME\"",
            b"+X: (a,1",             // a parenthesis that stays open
            b"+X: a),((b),c),1",     // one that is closed twice
            b"+X: \"a,1",            // a string that does not end
            b"+X: \"a\"b\",1",       // a quote inside
            b"+X: \"a\";b,1",        // no string behind the semicolon
            b"+CGSOCKCONT: 1,\"IP\",,",
            b"+X: 4294967296",
            b"+X  :  1 , \"a\" ,b ", // blanks everywhere
            b"+CMMSREAD:\"a,9\"b,\",5",
            b"+CMMSREAD: \"a\",",
            b"+CMMSREAD: 5",
        ],
    ),
    (
        "view-headers",
        &[
            b"+CMMSVIEW:2,\"\",\"1@2.example\";\"3\",,,\"0000-00-00 00:00:00\",\"a\0,\0\"\0\",83867",
            b"+CMMSVIEW:2,\"\",,,,\"d\",ab,9",
            b"+CMMSVIEW:2,\"\",,,,\"d\",\"",
            b"+CMMSVIEW:2,\"\",,,,\"d\",\"a\"x",
            b"+CMMSVIEW: (0,1)",
        ],
    ),
    (
        "texts",
        &[
            b"0,\"1.txt\",4,10", b"+", b"+: 1", b"+1: 1", b"+X", b"+X=1", b"+A B: 1", b"a b", b"(,",
            b"\xE2\x80\x9C",
        ],
    ),
];

/// Lines of `command_parse`, with what they show.
const COMMANDS: [(&str, &[&[u8]]); 5] = [
    (
        "names-missing",
        &[
            b"AT+",
            b"AT+=1",
            b"AT+?",
            b"AT+;",
            b"AT&",
            b"AT&;",
            b"AT+1",
            b"AT&1",
            b"AT+\xE2\x80\x98",
        ],
    ),
    (
        "basic-forms",
        &[
            b"ATD",
            b"ATD;",
            b"ATD\"a\"",
            b"ATDT123,4;E0",
            b"ATE=?",
            b"ATE=",
            b"ATE?",
            b"ATS0?",
            b"ATS00=00",
            b"ATS3=",
            b"ATS4",
            b"AT&F0",
            b"ate0s5=8",
        ],
    ),
    (
        "separators-missing",
        &[
            b"AT+X?1",
            b"AT+X=?,1",
            b"AT+X+Y",
            b"AT+X=\"a\"b",
            b"AT;",
            b"AT+X;;",
            b"AT\t",
            b"AT#X",
            b"AT+X=a\"b\"",
            b"AT+X=a\x1A",
            b"AT+X=\xE2\x80\x93",
        ],
    ),
    ("no-prefix", &[b"+CMEE?"]),
    ("half-a-prefix", &[b"A"]),
];

/// Lines of `command_arguments`: what the table allows and what it refuses.
const ARGUMENTS: &[&[u8]] = &[
    b"AT+CMMSEDIT=1",
    b"AT+CMMSEDIT=2",                    // beyond the range
    b"AT+CMMSEDIT=\"1\"",                // a text for a number
    b"AT+CMMSEDIT=a",                    // a word
    b"AT+CMMSEDIT=1,1",                  // one too many
    b"AT+CMMSEDIT=",                     // none
    b"AT+CMMSDOWN=\"SOUND\",1,\"a\"",    // a keyword that is not in the list
    b"AT+CMMSDOWN=\"text\",1,\"a.txt\"", // one in small letters
    b"AT+CMMSRECP=\"a\x01\"",            // a control character
    b"AT+CMMSRECP=\" 1 \"",              // blanks inside
    b"AT+CMMSSENDCFG=6,3,0,0,2,4",
    b"AT+CMMSSENDCFG=6,3,,0,2,4", // one left out
];

pub(crate) fn add(seeds: &mut Seeds) {
    for (name, lines) in RESPONSES {
        seeds.insert(("response_bytes", name.to_owned()), lines.join(&b'\n'));
    }
    let commas = [&b"+X: "[..], &[b','; FIELDS_MAX + 2]].concat();
    seeds.insert(("response_bytes", "more-fields-than-are-kept".to_owned()), commas);
    for (name, lines) in COMMANDS {
        seeds.insert(("command_parse", name.to_owned()), lines.join(&b'\r'));
    }
    // Two octets past the limit, and both taken back.
    let edited = [&b"AT"[..], &[b'x'; LINE_OCTETS_MAX], b"\x08\x08\x08\r"].concat();
    seeds.insert(("command_parse", "too-long-and-edited".to_owned()), edited);
    let long = [&b"AT+CMMSRECP=\""[..], &[b'1'; 130], b"\""].concat();
    let lines = [ARGUMENTS, &[long.as_slice()]].concat().join(&b'\r');
    for (head, name) in [(0_u8, "arguments"), (1, "arguments-with-blanks-inside")] {
        let octets = [&[head], lines.as_slice()].concat();
        seeds.insert(("command_arguments", name.to_owned()), octets);
    }
    // Plan of seven pieces of 1 to 7 octets. The subject has the octets of CR LF; the size ends it.
    let view = b"7ABCDEFG\r\n+CMMSVIEW:2,\"\",,,,\"d\",\"\x05\x0D\x0A\x0D\",9\r\n0,\"a\",4,1\r\n\r\nOK\r\n";
    seeds
        .insert(("framer_chunking", "view-with-line-end-in-its-subject".to_owned()), view.to_vec());
    let odd = b"7ABCDEFG+CMMSVIEW:2,\"\",,,,\"d\",ab\r\n+CMMSVIEW:2,\"\"\r\n+CMMSVIEW:2,\"\",,,,\"d\",\"a\"\r\n\
        +CMMSREAD:a,99999999\r\n+CMMSREAD:a\r\n+CMMSREAD:a,x\r\n>>  x\r\n";
    seeds.insert(("framer_chunking", "announcements-that-are-none".to_owned()), odd.to_vec());
}
