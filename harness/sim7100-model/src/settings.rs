//! The settings of chapter 2 of the application note, with what survives a loss of power.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::string::String;

use crate::profile::Profile;

/// The gateway that `AT+CMMSPROTO` stores when none is given.
pub(crate) const GATEWAY_UNSET: &str = "255.255.255.255";
/// The gateway of the factory.
const GATEWAY_FACTORY: &str = "0.0.0.0";
/// The port that `AT+CMMSPROTO` stores when none is given.
pub(crate) const PORT_UNSET: u16 = 65_535;
/// Octets of a maximum PDU size at least.
pub(crate) const MAX_PDU_OCTETS_MIN: u32 = 10_240;
/// Contexts of `AT+CGSOCKCONT`.
pub(crate) const CONTEXTS: u8 = 16;

/// The bearer of `AT+CMMSPROTO`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Protocol {
    /// 0
    Wap,
    /// 1
    Http,
}

impl Protocol {
    /// The number of `AT+CMMSPROTO`.
    pub(crate) const fn number(self) -> u8 {
        match self {
            Self::Wap => 0,
            Self::Http => 1,
        }
    }
}

/// `AT+CMMSSENDCFG`: six numbers, the last value of each but the reports meaning "not set".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SendConfig {
    /// Validity, 0 to 6.
    pub(crate) validity: u8,
    /// Priority, 0 to 3.
    pub(crate) priority: u8,
    /// Delivery report, 0 or 1.
    pub(crate) delivery_report: u8,
    /// Read report, 0 or 1.
    pub(crate) read_report: u8,
    /// Sender visibility, 0 to 2.
    pub(crate) visibility: u8,
    /// Message class, 0 to 4.
    pub(crate) class: u8,
}

/// `AT+CMMSSYSSET`: four numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SystemConfig {
    /// Octets of a PDU at most.
    pub(crate) max_pdu_octets: u32,
    /// Octets of a sent WTP PDU.
    pub(crate) wap_send_octets: u32,
    /// Octets of a received WTP PDU.
    pub(crate) wap_receive_octets: u32,
    /// Buffers of a WTP group.
    pub(crate) wap_send_count: u32,
}

impl SystemConfig {
    /// What a module has that was never told otherwise.
    pub(crate) const fn factory(profile: &Profile) -> Self {
        Self {
            max_pdu_octets: profile.max_pdu_default.0,
            wap_send_octets: 1_460,
            wap_receive_octets: 1_500,
            wap_send_count: 6,
        }
    }
}

/// One context of `AT+CGSOCKCONT`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SocketContext {
    /// `IP`, `PPP` or `IPV6`.
    pub(crate) protocol: String,
    /// Access point name.
    pub(crate) apn: String,
    /// Address, dotted.
    pub(crate) address: String,
    /// Data compression, 0 or 1.
    pub(crate) data_compression: u32,
    /// Header compression, 0 or 1.
    pub(crate) header_compression: u32,
}

impl Default for SocketContext {
    fn default() -> Self {
        Self {
            protocol: "IP".to_owned(),
            apn: String::new(),
            address: GATEWAY_FACTORY.to_owned(),
            data_compression: 0,
            header_compression: 0,
        }
    }
}

/// The settings of MMS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settings {
    /// `AT+CMMSCURL`
    pub(crate) mmsc_url: String,
    /// `AT+CMMSPROTO`, first argument
    pub(crate) protocol: Protocol,
    /// `AT+CMMSPROTO`, second argument
    pub(crate) gateway: String,
    /// `AT+CMMSPROTO`, third argument
    pub(crate) port: u16,
    /// `AT+CMMSSENDCFG`
    pub(crate) send: SendConfig,
    /// `AT+CMMSSYSSET`
    pub(crate) system: SystemConfig,
    /// Whether the TE has set the system parameters since the factory.
    pub(crate) system_is_set: bool,
    /// `AT+CGSOCKCONT`
    pub(crate) contexts: BTreeMap<u8, SocketContext>,
    /// `AT+CMMSINCLEN`, 0 or 1; kept and read back, without an effect on a PDU
    pub(crate) include_length: u8,
    /// `AT+CMMSUA`
    pub(crate) user_agent: String,
    /// `AT+CMMSPROFILE`
    pub(crate) user_agent_profile: String,
}

impl Settings {
    /// The settings of the factory.
    pub(crate) fn factory(profile: &Profile) -> Self {
        Self {
            mmsc_url: String::new(),
            protocol: Protocol::Http,
            gateway: GATEWAY_FACTORY.to_owned(),
            port: 0,
            send: SendConfig {
                validity: 6,
                priority: 3,
                delivery_report: 0,
                read_report: 0,
                visibility: 2,
                class: 4,
            },
            system: SystemConfig::factory(profile),
            system_is_set: false,
            contexts: (1..=CONTEXTS).map(|cid| (cid, SocketContext::default())).collect(),
            include_length: 0,
            user_agent: String::new(),
            user_agent_profile: String::new(),
        }
    }

    /// Loses what is not in non-volatile memory.
    pub(crate) fn power_cycle(&mut self, profile: &Profile) {
        self.include_length = 0;
        let is_kept = profile.sysset_persistent.is_on()
            && self.system_is_set
            && self.system.max_pdu_octets <= profile.max_pdu_bounds.0;
        if !is_kept {
            self.system = SystemConfig::factory(profile);
            self.system_is_set = false;
        }
    }

    /// Whether a gateway is set.
    pub(crate) fn has_gateway(&self) -> bool {
        self.gateway != GATEWAY_UNSET && self.gateway != GATEWAY_FACTORY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_factory_has_no_gateway() {
        let mut settings = Settings::factory(&Profile::default());
        assert!(!settings.has_gateway());
        settings.gateway = GATEWAY_UNSET.to_owned();
        assert!(!settings.has_gateway());
        settings.gateway = "10.0.0.172".to_owned();
        assert!(settings.has_gateway());
    }

    #[test]
    fn the_system_settings_are_volatile_by_default() {
        let mut profile = Profile::default();
        let mut settings = Settings::factory(&profile);
        settings.system.max_pdu_octets = 102_400;
        settings.system_is_set = true;
        profile.set("sysset_persistent", "on").unwrap();
        settings.power_cycle(&profile);
        assert_eq!(settings.system.max_pdu_octets, 102_400);
        settings.power_cycle(&Profile::default());
        assert_eq!(settings.system.max_pdu_octets, 307_200);
    }
}
