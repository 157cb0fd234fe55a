//! The text that people read: stable line by line.

#[cfg(test)]
mod tests {
    use mock_mmsc::dissect::{dissect, dissect_body};

    #[test]
    fn a_submission() {
        let octets =
            b"\x8C\x80\x98T1\0\x8D\x90\x89\x01\x81\x97+1/TYPE=PLMN\0\x96\x04\xEA\xC3\xA9\0\
            \x8F\x82X-A\0Yes\0\x84\x0B\xB3\x89a/b\0\x8A<s>\0\x03\
            \x17\x04application/smil\0\xC0\"<s>\0<s/>\x09\x02\x03\x83\x81\xEA\x8Ea.t\0Hi\
            \x01\x04\x9E\xFF\xD8\xFF\xE0";
        insta::assert_snapshot!(dissect(octets).tree(), @r#"
        m-send.req, 104 octets
        0x0000  8C 80                       X-Mms-Message-Type: m-send.req
        0x0002  98 54 31 00                 X-Mms-Transaction-ID: T1
        0x0006  8D 90                       X-Mms-MMS-Version: 1.0
        0x0008  89 01 81                    From: insert-address
        0x000B  97 2B 31 2F 54 59 50 45 ..  To: +1/TYPE=PLMN
        0x0019  96 04 EA C3 A9 00           Subject: é [utf-8]
        0x001F  8F 82                       X-Mms-Priority: High
        0x0021  58 2D 41 00 59 65 73 00     X-A: Yes
        0x0029  84 0B B3 89 61 2F 62 00 ..  Content-Type: application/vnd.wap.multipart.related
        0x002C  89 61 2F 62 00                type: a/b
        0x0031  8A 3C 73 3E 00                start: <s>
        0x0036                              Body: 3 parts, 50 octets
        0x0036  03                            Parts: 3
        0x0037                                Part 1: application/smil
        0x0037  17                              HeadersLen: 23
        0x0038  04                              DataLen: 4
        0x0039  61 70 70 6C 69 63 61 74 ..      Content-Type: application/smil
        0x004A  C0 22 3C 73 3E 00               Content-ID: <s>
        0x0050  3C 73 2F 3E                     Data: 4 octets, "<s/>"
        0x0054                                Part 2: text/plain
        0x0054  09                              HeadersLen: 9
        0x0055  02                              DataLen: 2
        0x0056  03 83 81 EA                     Content-Type: text/plain
        0x0058  81 EA                             charset: utf-8
        0x005A  8E 61 2E 74 00                  Content-Location: a.t
        0x005F  48 69                           Data: 2 octets, "Hi"
        0x0061                                Part 3: image/jpeg
        0x0061  01                              HeadersLen: 1
        0x0062  04                              DataLen: 4
        0x0063  9E                              Content-Type: image/jpeg
        0x0064  FF D8 FF E0                     Data: 4 octets
        findings: none
        "#);
    }

    #[test]
    fn a_multipart_inside_a_multipart() {
        let octets = b"\x01\x01\x08\xA3\x01\x01\x04\x83four";
        insta::assert_snapshot!(dissect_body(octets).tree(), @r#"
        multipart body, 12 octets
        0x0000                              Body: 1 part, 12 octets
        0x0000  01                            Parts: 1
        0x0001                                Part 1: application/vnd.wap.multipart.mixed
        0x0001  01                              HeadersLen: 1
        0x0002  08                              DataLen: 8
        0x0003  A3                              Content-Type: application/vnd.wap.multipart.mixed
        0x0004                                  Data: 1 part, 8 octets
        0x0004  01                                Parts: 1
        0x0005                                    Part 1: text/plain
        0x0005  01                                  HeadersLen: 1
        0x0006  04                                  DataLen: 4
        0x0007  83                                  Content-Type: text/plain
        0x0008  66 6F 75 72                         Data: 4 octets, "four"
        findings: none
        "#);
    }

    #[test]
    fn holes_have_lines_of_their_own() {
        let octets = b"\x8C\x82\x98 T\0\x8D\x90\x86Yes\0\x89\x40";
        insta::assert_snapshot!(dissect(octets).tree(), @r#"
        m-notification.ind, 15 octets
        0x0000  8C 82                       X-Mms-Message-Type: m-notification.ind
        0x0002  98 20 54 00                 X-Mms-Transaction-ID: " T"
        0x0006  8D 90                       X-Mms-MMS-Version: 1.0
        0x0008  86 59 65 73 00              X-Mms-Delivery-Report: 59 65 73 00
                                              ! 0x0009: enumerated octet: the octets have another form
        0x000D  89 40                       From: 40
                                              ! 0x000E: Value-length: the octet is not a Value-length
        findings: 2 error, 1 warn
          warn   HDR-7   0x0009  X-Mms-Delivery-Report: enumerated octet: the octets have another form [ENC 7.3, WSP 8.4.2]
          error  LEN-1   0x000E  From: Value-length: the octet is not a Value-length [WSP 8.4.2.1, 8.4.2.2, 8.5]
          error  FROM-1  0x000E  neither an address nor insert-address [ENC 7.3.21]
        "#);
    }

    #[test]
    fn names_hold_no_control_character() {
        // An application header whose name clears a screen and rings; a value that is no text.
        let octets = b"\x8C\x80X\x1B[2J\x07\0\x85\x8D\x90";
        insta::assert_snapshot!(dissect(octets).tree(), @r#"
        m-send.req, 12 octets
        0x0000  8C 80                       X-Mms-Message-Type: m-send.req
        0x0002  58 1B 5B 32 4A 07 00 85     X\u{1b}[2J\u{7}: 5
        0x000A  8D 90                       X-Mms-MMS-Version: 1.0
        findings: 6 error, 1 warn
          error  HDR-3   0x0000  M-Send.req lacks X-Mms-Transaction-ID [ENC 6]
          error  HDR-3   0x0000  M-Send.req lacks From [ENC 6]
          error  HDR-3   0x0000  M-Send.req lacks Content-Type [ENC 6]
          warn   HDR-3   0x0000  M-Send.req names no recipient [ENC 6]
          error  HDR-1   0x0002  the value of X\u{1b}[2J\u{7} is not a text [ENC 7.2]
          error  HDR-1   0x0002  "X\u{1b}[2J\u{7}" is not a token [ENC 7.2]
          error  ORD-3   0x000A  the version stands behind X\u{1b}[2J\u{7} [ENC 7]
        "#);
        let long = [b"\x8C\x80X", &[b'y'; 1_000][..], b"\0\x85"].concat();
        assert!(dissect(&long).tree().lines().all(|line| line.len() < 500));
    }

    #[test]
    fn the_same_as_json() {
        let json = serde_json::to_string_pretty(&dissect(b"\x8C\x80\x8F\x85\x96\x02\xEA")).unwrap();
        insta::assert_snapshot!(json, @r#"
        {
          "entry": "pdu",
          "octets": "8C 80 8F 85 96 02 EA",
          "fields": [
            {
              "offset": 0,
              "length": 2,
              "name": "X-Mms-Message-Type",
              "value": "m-send.req",
              "kind": "header",
              "number": 128,
              "state": "sound"
            },
            {
              "offset": 2,
              "length": 2,
              "name": "X-Mms-Priority",
              "value": "0x85 (unassigned)",
              "kind": "header",
              "number": 133,
              "state": "sound",
              "remarks": [
                {
                  "oddity": "unassigned",
                  "offset": 3,
                  "length": 1
                }
              ]
            },
            {
              "offset": 4,
              "length": 3,
              "name": "Subject",
              "value": "02 EA",
              "kind": "header",
              "state": {
                "hole": {
                  "reason": "length",
                  "production": "Value-length",
                  "offset": 5,
                  "needed": 2,
                  "available": 1,
                  "boundary_lost": true
                }
              }
            }
          ]
        }
        "#);
    }
}
