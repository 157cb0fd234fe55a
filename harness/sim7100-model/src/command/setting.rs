//! Chapter 2: the way to the MMSC, sending parameters, system parameters, socket contexts.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::bearer::http;
use crate::deviation::Deviation;
use crate::error_code::ErrorCode;
use crate::model::Model;
use crate::settings::{GATEWAY_UNSET, PORT_UNSET, Protocol, SendConfig, SocketContext};

use super::argument::Arguments;
use super::{Done, Failure};

/// `AT+CMMSCURL?`
pub(super) fn read_url(model: &mut Model) {
    inform(model, &format!("+CMMSCURL: \"{}\"", model.settings.mmsc_url));
}

/// `AT+CMMSCURL="<mmscurl>"`
pub(super) fn write_url(model: &mut Model, arguments: &Arguments) -> Result<Done, Failure> {
    let url = arguments.text(0).unwrap_or_default();
    if url.contains(' ') {
        return Err(ErrorCode::INVALID_PARAMETER.into());
    }
    let stripped = http::strip_scheme(url).filter(|_| model.profile.curl_strip_scheme.is_on());
    model.settings.mmsc_url = stripped.unwrap_or(url).to_owned();
    Ok(Done::Ok)
}

/// `AT+CMMSPROTO?`
pub(super) fn read_protocol(model: &mut Model) {
    let settings = &model.settings;
    let line = format!(
        "+CMMSPROTO: {},\"{}\",{}",
        settings.protocol.number(),
        settings.gateway,
        settings.port
    );
    inform(model, &line);
}

/// `AT+CMMSPROTO=<type>[,<gateway>[,<port>]]`
pub(super) fn write_protocol(model: &mut Model, arguments: &Arguments) -> Result<Done, Failure> {
    let gateway = arguments.text(1).unwrap_or_default();
    if !gateway.is_empty() && !is_ipv4(gateway) {
        return Err(ErrorCode::INVALID_PARAMETER.into());
    }
    let port = arguments.number(2).and_then(|port| u16::try_from(port).ok());
    let settings = &mut model.settings;
    settings.protocol = if arguments.number(0) == Some(0) { Protocol::Wap } else { Protocol::Http };
    settings.gateway = if gateway.is_empty() { GATEWAY_UNSET } else { gateway }.to_owned();
    settings.port = port.unwrap_or(PORT_UNSET);
    Ok(Done::Ok)
}

/// `AT+CMMSSENDCFG?`
pub(super) fn read_send_config(model: &mut Model) {
    let send = &model.settings.send;
    let line = format!(
        "+CMMSSENDCFG: {},{},{},{},{},{}",
        send.validity,
        send.priority,
        send.delivery_report,
        send.read_report,
        send.visibility,
        send.class
    );
    inform(model, &line);
}

/// `AT+CMMSSENDCFG=<valid>,<pri>,<sendrep>,<readrep>,<visible>,<class>`
pub(super) fn write_send_config(model: &mut Model, arguments: &Arguments) -> Result<Done, Failure> {
    model.settings.send = SendConfig {
        validity: arguments.small(0),
        priority: arguments.small(1),
        delivery_report: arguments.small(2),
        read_report: arguments.small(3),
        visibility: arguments.small(4),
        class: arguments.small(5),
    };
    Ok(Done::Ok)
}

/// `AT+CMMSSYSSET?`
pub(super) fn read_system_config(model: &mut Model) {
    let system = &model.settings.system;
    let line = format!(
        "+CMMSSYSSET: {},{},{},{}",
        system.max_pdu_octets,
        system.wap_send_octets,
        system.wap_receive_octets,
        system.wap_send_count
    );
    inform(model, &line);
}

/// `AT+CMMSSYSSET=<max>[,<send>[,<recv>[,<count>]]]`; what is left out keeps its value.
pub(super) fn write_system_config(
    model: &mut Model,
    arguments: &Arguments,
) -> Result<Done, Failure> {
    let max = arguments.number(0).unwrap_or(model.settings.system.max_pdu_octets);
    if max > model.profile.max_pdu_bounds.0 {
        return Err(ErrorCode::INVALID_PARAMETER.into());
    }
    if model.deviates(Deviation::SystemSetWaitsForReset) {
        model.faults.max_pdu_octets.get_or_insert(model.settings.system.max_pdu_octets);
    }
    model.settings.system_is_set = true;
    let system = &mut model.settings.system;
    system.max_pdu_octets = max;
    system.wap_send_octets = arguments.number(1).unwrap_or(system.wap_send_octets);
    system.wap_receive_octets = arguments.number(2).unwrap_or(system.wap_receive_octets);
    system.wap_send_count = arguments.number(3).unwrap_or(system.wap_send_count);
    Ok(Done::Ok)
}

/// `AT+CGSOCKCONT?`: a line for each context that is defined.
pub(super) fn read_contexts(model: &mut Model) {
    let lines: Vec<String> = model
        .settings
        .contexts
        .iter()
        .map(|(cid, context)| {
            format!(
                "+CGSOCKCONT: {cid},\"{}\",\"{}\",\"{}\",{},{}",
                context.protocol,
                context.apn,
                context.address,
                context.data_compression,
                context.header_compression
            )
        })
        .collect();
    if !lines.is_empty() {
        let lines: Vec<&[u8]> = lines.iter().map(String::as_bytes).collect();
        model.inform(&lines);
    }
}

/// `AT+CGSOCKCONT=<cid>[,...]`; the number alone takes the context away.
pub(super) fn write_context(model: &mut Model, arguments: &Arguments) -> Result<Done, Failure> {
    let cid = arguments.small(0);
    if (1..=5)
        .all(|position| arguments.text(position).is_none() && arguments.number(position).is_none())
    {
        model.settings.contexts.remove(&cid);
        return Ok(Done::Ok);
    }
    let context = SocketContext::default();
    let text = |position, default: String| arguments.text(position).map_or(default, str::to_owned);
    let context = SocketContext {
        protocol: text(1, context.protocol),
        apn: text(2, context.apn),
        address: text(3, context.address),
        data_compression: arguments.number(4).unwrap_or_default(),
        header_compression: arguments.number(5).unwrap_or_default(),
    };
    model.settings.contexts.insert(cid, context);
    Ok(Done::Ok)
}

/// `AT+CMMSINCLEN?`
pub(super) fn read_include_length(model: &mut Model) {
    inform(model, &format!("+CMMSINCLEN: {}", model.settings.include_length));
}

/// `AT+CMMSINCLEN=<mode>`
pub(super) fn write_include_length(
    model: &mut Model,
    arguments: &Arguments,
) -> Result<Done, Failure> {
    model.settings.include_length = arguments.small(0);
    Ok(Done::Ok)
}

/// `AT+CMMSUA?`
pub(super) fn read_user_agent(model: &mut Model) {
    inform(model, &format!("+CMMSUA: \"{}\"", model.settings.user_agent));
}

/// `AT+CMMSUA="<useragent>"`
pub(super) fn write_user_agent(model: &mut Model, arguments: &Arguments) -> Result<Done, Failure> {
    model.settings.user_agent = arguments.text(0).unwrap_or_default().to_owned();
    Ok(Done::Ok)
}

/// `AT+CMMSPROFILE?`
pub(super) fn read_user_agent_profile(model: &mut Model) {
    inform(model, &format!("+CMMSPROFILE: \"{}\"", model.settings.user_agent_profile));
}

/// `AT+CMMSPROFILE="<profile>"`
pub(super) fn write_user_agent_profile(
    model: &mut Model,
    arguments: &Arguments,
) -> Result<Done, Failure> {
    model.settings.user_agent_profile = arguments.text(0).unwrap_or_default().to_owned();
    Ok(Done::Ok)
}

fn inform(model: &mut Model, line: &str) {
    model.inform(&[line.as_bytes()]);
}

/// Four decimal numbers up to 255, without signs.
fn is_ipv4(text: &str) -> bool {
    let is_number = |field: &str| {
        (1..=3).contains(&field.len())
            && field.bytes().all(|octet| octet.is_ascii_digit())
            && field.parse::<u8>().is_ok()
    };
    text.split('.').count() == 4 && text.split('.').all(is_number)
}

#[cfg(test)]
mod tests {
    use super::is_ipv4;

    #[rstest::rstest]
    #[case("10.0.0.172", true)]
    #[case("255.255.255.255", true)]
    #[case("256.0.0.1", false)]
    #[case("1.2.3", false)]
    #[case("1.2.3.4.5", false)]
    #[case("1.2.3.", false)]
    #[case("mms.example", false)]
    fn gateways(#[case] text: &str, #[case] expected: bool) {
        assert_eq!(is_ipv4(text), expected);
    }
}
