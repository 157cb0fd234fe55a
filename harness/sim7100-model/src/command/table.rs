//! The command table as data: names, forms, arguments and their bounds, what each form needs.

use crate::message::EMAIL_OCTETS_MAX;
use crate::ta::LINE_OCTETS_MAX;

use super::argument::{keyword, number, text};
use super::service::Service;
use super::spec::{CommandSpec, Needs};
use super::{basic, down, edit, general, identity, service, setting, storage, transfer, view};

/// The row of a name in upper case; none for a command that the module does not know.
pub(crate) fn find(name: &str) -> Option<&'static CommandSpec> {
    TABLE.iter().find(|spec| spec.name == name)
}

/// All rows, in the order of the application note, then those outside it.
pub(crate) const TABLE: &[CommandSpec] = &[
    // Chapter 2, settings.
    CommandSpec::mms("+CMMSCURL", "2.1")
        .test(&["+CMMSCURL: \"URL\""])
        .read(setting::read_url)
        .write(Needs::NOTHING, &[text("mmscurl", 40)], setting::write_url),
    CommandSpec::mms("+CMMSPROTO", "2.2")
        .test(&["+CMMSPROTO: (0,1),\"(0-255).(0-255).(0-255).(0-255)\",(0-65535)"])
        .read(setting::read_protocol)
        .write(
            Needs::NOTHING,
            &[
                number("type", 0, 1),
                text("gateway", 15).optional(),
                number("port", 0, 65_535).optional(),
            ],
            setting::write_protocol,
        ),
    CommandSpec::mms("+CMMSSENDCFG", "2.3")
        .test(&["+CMMSSENDCFG: (0-6),(0-3),(0,1),(0,1),(0-2),(0-4)"])
        .read(setting::read_send_config)
        .write(
            Needs::NOTHING,
            &[
                number("valid", 0, 6),
                number("pri", 0, 3),
                number("sendrep", 0, 1),
                number("readrep", 0, 1),
                number("visible", 0, 2),
                number("class", 0, 4),
            ],
            setting::write_send_config,
        ),
    CommandSpec::mms("+CMMSSYSSET", "2.4")
        .test(&["+CMMSSYSSET: (10240-<bound>),(512-4096),(512-4096),(1-8)"])
        .read(setting::read_system_config)
        .write(
            Needs::NOTHING,
            &[
                number("max_pdu_size", 10_240, 1_048_576),
                number("wap_send_buf_size", 512, 4_096).optional(),
                number("wap_recv_buf_size", 512, 4_096).optional(),
                number("wap_send_buf_count", 1, 8).optional(),
            ],
            setting::write_system_config,
        ),
    CommandSpec::other("+CGSOCKCONT", "2.5")
        .test(&[
            "+CGSOCKCONT: (1-16),\"IP\",,,(0,1),(0,1)",
            "+CGSOCKCONT: (1-16),\"PPP\",,,(0,1),(0,1)",
            "+CGSOCKCONT: (1-16),\"IPV6\",,,(0,1),(0,1)",
        ])
        .read(setting::read_contexts)
        .execute(Needs::NOTHING, general::accept)
        .write(
            Needs::NOTHING,
            &[
                number("cid", 1, 16),
                keyword("PDP_type", &["IP", "PPP", "IPV6"]).optional(),
                text("APN", 100).optional(),
                text("PDP_addr", 39).optional(),
                number("d_comp", 0, 1).optional(),
                number("h_comp", 0, 1).optional(),
            ],
            setting::write_context,
        ),
    // Chapter 3, editing.
    CommandSpec::mms("+CMMSEDIT", "3.1").test(&["+CMMSEDIT: (0,1)"]).read(edit::read_mode).write(
        Needs::IDLE,
        &[number("mode", 0, 1)],
        edit::write_mode,
    ),
    CommandSpec::mms("+CMMSRECP", "3.2")
        .test(&["+CMMSRECP: \"ADDRESS\""])
        .read(edit::read_to)
        .write(Needs::EDITING, &[text("addr", EMAIL_OCTETS_MAX)], edit::add_to),
    CommandSpec::mms("+CMMSCC", "3.2").test(&["+CMMSCC: \"ADDRESS\""]).read(edit::read_cc).write(
        Needs::EDITING,
        &[text("addr", EMAIL_OCTETS_MAX)],
        edit::add_cc,
    ),
    CommandSpec::mms("+CMMSBCC", "3.2")
        .test(&["+CMMSBCC: \"ADDRESS\""])
        .read(edit::read_bcc)
        .write(Needs::EDITING, &[text("addr", EMAIL_OCTETS_MAX)], edit::add_bcc),
    CommandSpec::mms("+CMMSDELRECP", "3.3")
        .test(&["+CMMSDELRECP: \"ADDRESS\""])
        .execute(Needs::EDITING, edit::clear_to)
        .write(Needs::EDITING, &[text("addr", EMAIL_OCTETS_MAX)], edit::remove_to),
    CommandSpec::mms("+CMMSDELCC", "3.3")
        .test(&["+CMMSDELCC: \"ADDRESS\""])
        .execute(Needs::EDITING, edit::clear_cc)
        .write(Needs::EDITING, &[text("addr", EMAIL_OCTETS_MAX)], edit::remove_cc),
    CommandSpec::mms("+CMMSDELBCC", "3.3")
        .test(&["+CMMSDELBCC: \"ADDRESS\""])
        .execute(Needs::EDITING, edit::clear_bcc)
        .write(Needs::EDITING, &[text("addr", EMAIL_OCTETS_MAX)], edit::remove_bcc),
    CommandSpec::mms(down::NAME, "3.4")
        .test(&[
            "+CMMSDOWN: \"PIC\",(1-<max>),\"NAME\"",
            "+CMMSDOWN: \"TEXT\",(1-<max>),\"NAME\"",
            "+CMMSDOWN: \"AUDIO\",(1-<max>),\"NAME\"",
            "+CMMSDOWN: \"VIDEO\",(1-<max>),\"NAME\"",
            "+CMMSDOWN: \"SDP\",(1-<max>)",
            "+CMMSDOWN: \"FILE\",(0-8),\"FILENAME\"",
            "+CMMSDOWN: \"TITLE\",(1-40)",
        ])
        .write(
            Needs::EDITING,
            &[
                keyword("type", down::KEYWORDS),
                number("size", 0, u32::MAX),
                text("name", 254).optional(),
            ],
            down::write,
        ),
    CommandSpec::mms("+CMMSDELFILE", "3.10").test(&[]).write(
        Needs::EDITING,
        &[number("index", 0, u32::MAX)],
        edit::remove_file,
    ),
    // Chapter 4, mail boxes.
    CommandSpec::mms("+CMMSSAVE", "4.1")
        .test(&["+CMMSSAVE: (0-1),(0-2)"])
        .execute(Needs::IDLE, storage::save_free)
        .write(
            Needs::IDLE,
            &[number("index", 0, 1), number("mmstype", 0, 2).optional()],
            storage::save,
        ),
    CommandSpec::mms("+CMMSVIEW", "4.2")
        .test(&["+CMMSVIEW: (0,1)"])
        .execute(Needs::NOTHING, view::show_memory)
        .write(Needs::LOAD, &[number("index", 0, 1)], view::load),
    CommandSpec::mms("+CMMSDELETE", "4.3")
        .test(&["+CMMSDELETE: (0-1)"])
        .read(storage::read_count)
        .execute(Needs::IDLE, storage::delete_all)
        .write(Needs::IDLE, &[number("index", 0, 1)], storage::delete),
    // Chapter 5, viewing.
    CommandSpec::mms("+CMMSREAD", "5.2").test(&[]).write(
        Needs::NOTHING,
        &[number("index", 0, u32::MAX)],
        view::read_file,
    ),
    CommandSpec::mms("+CMMSSNATCH", "5.3").test(&[]).write(
        Needs::IDLE,
        &[number("index", 0, u32::MAX), number("dir", 0, u32::MAX), text("filename", 254)],
        view::snatch_file,
    ),
    // Chapters 6 and 8, sending and receiving.
    CommandSpec::mms("+CMMSSEND", "6")
        .test(&["+CMMSSEND: \"ADDRESS\""])
        .execute(Needs::SEND, transfer::send)
        .write(Needs::SEND, &[text("address", EMAIL_OCTETS_MAX)], transfer::send_to),
    CommandSpec::mms("+CMMSRECV", "8").test(&["+CMMSRECV: \"LOCATION\""]).write(
        Needs::RECEIVE,
        &[text("location", LINE_OCTETS_MAX)],
        transfer::receive,
    ),
    // Commands of sibling manuals.
    CommandSpec::mms("+CMMSINCLEN", "-")
        .test(&["+CMMSINCLEN: (0,1)"])
        .read(setting::read_include_length)
        .write(Needs::NOTHING, &[number("mode", 0, 1)], setting::write_include_length),
    CommandSpec::mms("+CMMSUA", "-")
        .test(&["+CMMSUA: \"UserAgent\""])
        .read(setting::read_user_agent)
        .write(Needs::NOTHING, &[text("useragent", 511)], setting::write_user_agent),
    CommandSpec::mms("+CMMSPROFILE", "-")
        .test(&["+CMMSPROFILE: \"UserAgentProfile\""])
        .read(setting::read_user_agent_profile)
        .write(Needs::NOTHING, &[text("profile", 511)], setting::write_user_agent_profile),
    // Chapter 11, conflicts.
    CommandSpec::switch("+NETOPEN", |model| service::open(model, Service::TcpIp))
        .read(service::read_net),
    CommandSpec::switch("+NETCLOSE", |model| service::close(model, Service::TcpIp)),
    CommandSpec::switch("+CFTPSSTART", |model| service::open(model, Service::Ftp)),
    CommandSpec::switch("+CFTPSSTOP", |model| service::close(model, Service::Ftp)),
    CommandSpec::switch("+CHTTPSSTART", |model| service::open(model, Service::Http)),
    CommandSpec::switch("+CHTTPSSTOP", |model| service::close(model, Service::Http)),
    CommandSpec::switch("+CSMTPSSEND", |model| service::open(model, Service::Mail)),
    CommandSpec::switch("+CSMTPSSTOP", |model| service::close(model, Service::Mail)),
    CommandSpec::other("+CGPS", "11").test(&["+CGPS: (0-1),(1-3)"]).read(service::read_gps).write(
        Needs::NOTHING,
        &[number("on", 0, 1), number("mode", 1, 3).optional()],
        service::write_gps,
    ),
    // V.250, basic.
    CommandSpec::other("E", "-").execute(Needs::NOTHING, basic::echo_off).write(
        Needs::NOTHING,
        &[number("value", 0, 1)],
        basic::write_echo,
    ),
    CommandSpec::other("V", "-").execute(Needs::NOTHING, basic::verbose_off).write(
        Needs::NOTHING,
        &[number("value", 0, 1)],
        basic::write_verbose,
    ),
    CommandSpec::other("Q", "-").execute(Needs::NOTHING, basic::quiet_off).write(
        Needs::NOTHING,
        &[number("value", 0, 1)],
        basic::write_quiet,
    ),
    CommandSpec::other("Z", "-").execute(Needs::NOTHING, basic::restore_stored).write(
        Needs::NOTHING,
        &[number("value", 0, 1)],
        basic::write_restore_stored,
    ),
    CommandSpec::other("&F", "-").execute(Needs::NOTHING, basic::restore_factory).write(
        Needs::NOTHING,
        &[number("value", 0, 1)],
        basic::write_restore_factory,
    ),
    CommandSpec::other("&W", "-").execute(Needs::NOTHING, basic::store).write(
        Needs::NOTHING,
        &[number("value", 0, 1)],
        basic::write_store,
    ),
    CommandSpec::other("H", "-").execute(Needs::NOTHING, general::accept).write(
        Needs::NOTHING,
        &[number("value", 0, 1)],
        general::accept_write,
    ),
    CommandSpec::other("S3", "-").read(basic::read_s3).write(
        Needs::NOTHING,
        &[number("value", 0, 127)],
        basic::write_s3,
    ),
    CommandSpec::other("S4", "-").read(basic::read_s4).write(
        Needs::NOTHING,
        &[number("value", 0, 127)],
        basic::write_s4,
    ),
    CommandSpec::other("S5", "-").read(basic::read_s5).write(
        Needs::NOTHING,
        &[number("value", 0, 127)],
        basic::write_s5,
    ),
    // Identification.
    CommandSpec::other("I", "-").execute(Needs::NOTHING, identity::all).write(
        Needs::NOTHING,
        &[number("value", 0, 255)],
        identity::write_all,
    ),
    CommandSpec::other("+CGMI", "-").test(&[]).execute(Needs::NOTHING, identity::manufacturer),
    CommandSpec::other("+GMI", "-").test(&[]).execute(Needs::NOTHING, identity::manufacturer),
    CommandSpec::other("+CGMM", "-").test(&[]).execute(Needs::NOTHING, identity::model),
    CommandSpec::other("+GMM", "-").test(&[]).execute(Needs::NOTHING, identity::model),
    CommandSpec::other("+CGMR", "-").test(&[]).execute(Needs::NOTHING, identity::revision),
    CommandSpec::other("+GMR", "-").test(&[]).execute(Needs::NOTHING, identity::revision),
    CommandSpec::other("+CGSN", "-").test(&[]).execute(Needs::NOTHING, identity::serial_number),
    CommandSpec::other("+GSN", "-").test(&[]).execute(Needs::NOTHING, identity::serial_number),
    CommandSpec::other("+CIMI", "-").test(&[]).execute(Needs::NOTHING, identity::subscriber),
    CommandSpec::other("+GCAP", "-").test(&[]).execute(Needs::NOTHING, identity::capabilities),
    // 3GPP TS 27.007.
    CommandSpec::other("+CMEE", "-")
        .test(&["+CMEE: (0-2)"])
        .read(general::read_cmee)
        .execute(Needs::NOTHING, general::default_cmee)
        .write(Needs::NOTHING, &[number("n", 0, 2)], general::write_cmee),
    CommandSpec::other("+CPIN", "-").test(&[]).read(general::read_pin),
    CommandSpec::other("+CSQ", "-")
        .test(&["+CSQ: (0-31,99),(0-7,99)"])
        .execute(Needs::NOTHING, general::signal_quality),
    CommandSpec::other("+CSCS", "-")
        .test(&["+CSCS: (\"IRA\",\"GSM\",\"UCS2\")"])
        .read(general::read_character_set)
        .write(
            Needs::NOTHING,
            &[keyword("chset", &["IRA", "GSM", "UCS2"])],
            general::write_character_set,
        ),
    CommandSpec::other("+COPS", "-").test(&[]).read(general::read_operator).write(
        Needs::NOTHING,
        &[
            number("mode", 0, 4),
            number("format", 0, 2).optional(),
            text("oper", 30).optional(),
            number("act", 0, 7).optional(),
        ],
        general::accept_write,
    ),
    CommandSpec::other("+CLAC", "-").test(&[]).execute(Needs::NOTHING, general::list_commands),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_every_row_has_a_form() {
        for (index, spec) in TABLE.iter().enumerate() {
            assert_eq!(TABLE.iter().position(|other| other.name == spec.name), Some(index));
            assert_eq!(spec.name, spec.name.to_ascii_uppercase());
            assert!(!spec.section.is_empty());
            assert!(spec.read.is_some() || spec.execute.is_some() || spec.write.is_some());
        }
    }

    #[test]
    fn optional_parameters_come_last_and_have_names() {
        for spec in TABLE {
            let Some(write) = spec.write else { continue };
            let mut parameters = write.parameters.iter();
            assert!(parameters.clone().all(|parameter| !parameter.name.is_empty()));
            parameters.find(|parameter| parameter.is_optional);
            assert!(parameters.all(|parameter| parameter.is_optional), "{}", spec.name);
        }
    }
}
