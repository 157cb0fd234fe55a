//! The table of readings. One entry: field, type, default, its text, what may be chosen, why, and where.

use alloc::string::String;

use super::Reading;
use super::value::{
    Colon, Conflict, CurlyQuotes, DirScheme, EmptyField, EmptyList, ExtendedV0, LateFailure,
    LeadingLf, Number, Occupied, Permission, Prompt, PushClass, ReceiveFailure, Refusal,
    SendConfId, Sim, SizeRule, SnatchExists, Switch, UnknownCode, UnknownType, Value,
};
use crate::bearer::calendar::CalendarTime;
use crate::deviation::DeviationSet;

macro_rules! readings {
    ($($field:ident: $type:ty = $value:expr, $default:literal, $values:literal, $reason:literal, $requirement:literal;)+) => {
        /// The named readings with their values. `Default` is the SIM7100, without a deviation.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Profile {
            $(pub(crate) $field: $type,)+
            pub(crate) deviations: DeviationSet,
        }

        impl Default for Profile {
            fn default() -> Self {
                Self { $($field: $value,)+ deviations: DeviationSet::default() }
            }
        }

        const READINGS: &[Reading] = &[$(Reading {
            name: stringify!($field),
            values: $values,
            default: $default,
            reason: $reason,
            requirement: $requirement,
        },)+];

        impl Profile {
            /// All readings, in the order in which a profile lists them.
            #[must_use]
            pub const fn readings() -> &'static [Reading] {
                READINGS
            }

            pub(super) fn assign(&mut self, name: &str, text: &str) -> bool {
                match name {
                    $(stringify!($field) => match <$type as Value>::parse(text) {
                        Some(value) => { self.$field = value; true }
                        None => false,
                    },)+
                    _ => false,
                }
            }

            pub(super) fn render(&self, name: &str) -> Option<String> {
                match name {
                    $(stringify!($field) => Some(Value::render(&self.$field)),)+
                    _ => None,
                }
            }
        }
    };
}

readings! {
    accept_3pg: Switch = Switch::Off, "off", "on | off",
        "the list of extensions has .3gp; .3pg is printed in examples only", "3.9";
    acknowledge: Switch = Switch::On, "on", "on | off",
        "an M-Retrieve.conf with a transaction id asks for an M-Acknowledge.ind", "8";
    card: Switch = Switch::On, "on", "on | off",
        "the example of the document takes a file from drive D:", "3.9";
    clock: CalendarTime = CalendarTime::DEFAULT, "2024-01-01 00:00:00", "YYYY-MM-DD HH:MM:SS",
        "a fixed start makes every run the same", "5.1";
    cmee: Number<0, 2> = Number(2), "2", "0 | 1 | 2",
        "manuals disagree; a live successor reads 2", "9.2";
    cme_v0: ExtendedV0 = ExtendedV0::Full, "full", "full | trailer",
        "3GPP TS 27.007, 9.2: ATV does not change the form of +CME ERROR", "9.2";
    conflict: Conflict = Conflict::Busy, "171", "171 | off",
        "the document forbids the mixture and names no code; the MMS side says busy", "11";
    curl_strip_scheme: Switch = Switch::Off, "off", "on | off",
        "the URL is stored as it was given", "2.1";
    curly_quotes: CurlyQuotes = CurlyQuotes::Reject, "reject", "reject | accept",
        "a string constant of V.250 stands in the quotes 0x22", "2.1";
    data_echo: Switch = Switch::Off, "off", "on | off",
        "no document shows octets of data mode echoed", "3.4";
    data_leading_lf: LeadingLf = LeadingLf::Drop, "drop", "drop | count",
        "a TE that ends its lines with CR LF must not lose the count by one", "3.4";
    data_timeout: Number<1, 86_400> = Number(10), "10", "seconds, 1 to 86400",
        "the document gives no limit; a sibling waits 10 s, the code is 173", "3.4";
    dir_scheme: DirScheme = DirScheme::B, "B", "A | B",
        "B fits four of four paths of 3.9 and the one of 5.3; A fits the comment of 10", "3.9";
    empty_list: EmptyList = EmptyList::Line, "line", "line | nothing",
        "a read command has an information response", "3.2";
    files_max: Number<1, 1000> = Number(256), "256", "files, 1 to 1000",
        "no limit is documented; a bound keeps the model finite (code 182)", "3.5";
    late_failure: LateFailure = LateFailure::Urc, "urc", "urc | cme",
        "6, 8 and 9.1 say URC, a comment in 10 says +CME ERROR", "9.1";
    max_pdu_bounds: Number<10_240, 1_048_576> = Number(307_712), "307712", "octets, 10240 to 1048576",
        "upper bound of a sibling manual; the document gives the default only", "2.4";
    max_pdu_default: Number<10_240, 1_048_576> = Number(307_200), "307200", "octets, 10240 to 1048576",
        "stated in 2.4", "2.4";
    name_max: Number<1, 254> = Number(40), "40", "octets, 1 to 254",
        "limit of a sibling manual; the document gives none", "3.5";
    prompt: Prompt = Prompt::Crlf, "crlf", "crlf | bare | crlf-blank",
        "a log of a relative shows CR LF before it; the document prints > alone", "3.4";
    push_class: PushClass = PushClass::Class, "class", "class | status",
        "the field is named X-Mms-Class; the printed list is that of X-Mms-Status", "9.1";
    push_wrap: Switch = Switch::Off, "off", "on | off",
        "the break before the time stamp is that of the page", "7";
    receive_failure: ReceiveFailure = ReceiveFailure::Keep, "keep", "keep | clear",
        "the document does not say that a failed receive empties the memory", "8";
    save_echo: Switch = Switch::Off, "off", "on | off",
        "the dialogue of 10 shows OK alone; sibling manuals print the index first", "4.1";
    save_occupied: Occupied = Occupied::Overwrite, "overwrite", "overwrite | 182",
        "a box holds one message, and nothing forbids saving again", "4.1";
    send_address: Switch = Switch::On, "on", "on | off",
        "sibling manuals have AT+CMMSSEND=<address>; the document shows the execution form", "6";
    send_conf_id: SendConfId = SendConfId::Check, "check", "check | ignore",
        "an M-Send.conf repeats the id of its request; another id is no answer (189)", "6";
    send_needs_edit: Switch = Switch::On, "on", "on | off",
        "sibling manuals: only in edit mode; the document is silent", "6";
    sim: Sim = Sim::Ready, "ready", "ready | absent | pin | puk | failure",
        "MMS commands are usable when the SIM is ready", "2";
    size_rule: SizeRule = SizeRule::Total, "total", "total | file",
        "files up to the maximum PDU size; the running total counts", "3.5";
    smil: Switch = Switch::Off, "off", "on | off",
        "nothing public says that the module writes a presentation", "6";
    snatch_exists: SnatchExists = SnatchExists::C177, "177", "177 | 184",
        "snatching never overwrites; the code is not documented", "5.3";
    sysset_persistent: Switch = Switch::Off, "off", "on | off",
        "it is not among the values that AT&F restores, so it is not in NV memory", "2.4";
    tiff: Switch = Switch::On, "on", "on | off",
        "1.1 lists TIFF, the extensions of 3.9 do not", "3.9";
    transaction_limit: Number<1, 86_400> = Number(3_600), "3600", "seconds, 1 to 86400",
        "one hour in the notes of 6 and 8; the code is 173", "6";
    trim_inner: Switch = Switch::Off, "off", "on | off",
        "blanks inside quotes are data", "3.2";
    undocumented_form: Refusal = Refusal::Error, "error", "error | cme100",
        "a form that no manual lists is a syntax error", "9.2";
    unknown_code: UnknownCode = UnknownCode::C201, "201", "201 | 170",
        "the list of 9.2 has 201, the ranges of 6 and 8 begin with 170", "9.2";
    unknown_command: Refusal = Refusal::Error, "error", "error | cme100",
        "3GPP TS 27.007, 9.2: ERROR for a syntax error", "9.2";
    unknown_type: UnknownType = UnknownType::One, "1", "1 | -1",
        "the later sibling manual prints 1", "5.1";
    urc_colon: Colon = Colon::With, "with", "with | without",
        "the dialogue of 10 and V.250, 5.7.1 have a blank after the colon; 6 and 8 have none", "9.1";
    view_box_in_edit: Permission = Permission::Allow, "allow", "allow | refuse",
        "without it a stored message could never be sent", "4.2";
    view_empty_list: EmptyField = EmptyField::Unquoted, "unquoted", "unquoted | quoted",
        "examples of sibling manuals print nothing between the commas", "5.1";
    view_size_extra: Number<0, 65_535> = Number(63), "63", "octets, 0 to 65535",
        "two examples of sibling manuals exceed the sum of the files by 63", "5.1";
}
