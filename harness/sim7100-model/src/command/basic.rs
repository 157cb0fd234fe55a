//! Basic commands of V.250: E, V, Q, Z, &F, &W, S3, S4, S5.

use alloc::format;

use crate::model::Model;
use crate::settings::Settings;
use crate::ta::TaSettings;

use super::argument::Arguments;
use super::{Done, Failure};

macro_rules! switch {
    ($off:ident, $write:ident, $field:ident, $doc:literal) => {
        #[doc = $doc]
        pub(super) fn $off(model: &mut Model) -> Result<Done, Failure> {
            model.ta.settings.$field = false;
            Ok(Done::Ok)
        }

        #[doc = $doc]
        pub(super) fn $write(model: &mut Model, arguments: &Arguments) -> Result<Done, Failure> {
            model.ta.settings.$field = arguments.number(0) == Some(1);
            Ok(Done::Ok)
        }
    };
}

switch!(echo_off, write_echo, echo, "`ATE`; no number means 0.");
switch!(verbose_off, write_verbose, verbose, "`ATV`; no number means 0.");
switch!(quiet_off, write_quiet, quiet, "`ATQ`; no number means 0.");

macro_rules! register {
    ($read:ident, $write:ident, $field:ident, $doc:literal) => {
        #[doc = $doc]
        pub(super) fn $read(model: &mut Model) {
            let line = format!("{:03}", model.ta.settings.registers.$field);
            model.inform(&[line.as_bytes()]);
        }

        #[doc = $doc]
        pub(super) fn $write(model: &mut Model, arguments: &Arguments) -> Result<Done, Failure> {
            model.ta.settings.registers.$field = arguments.small(0);
            Ok(Done::Ok)
        }
    };
}

register!(read_s3, write_s3, s3, "`ATS3`: what ends a command line.");
register!(read_s4, write_s4, s4, "`ATS4`: what follows S3 in a response.");
register!(read_s5, write_s5, s5, "`ATS5`: what deletes the last octet of a command line.");

/// `ATZ`: what `AT&W` stored.
pub(super) fn restore_stored(model: &mut Model) -> Result<Done, Failure> {
    model.ta.settings = model.ta.stored.clone();
    Ok(Done::Ok)
}

/// `ATZ0`, `ATZ1`
pub(super) fn write_restore_stored(model: &mut Model, _: &Arguments) -> Result<Done, Failure> {
    restore_stored(model)
}

/// `AT&F`: the parameters of the terminal adaptor.
pub(super) fn restore_factory(model: &mut Model) -> Result<Done, Failure> {
    model.ta.settings = TaSettings::factory(&model.profile);
    Ok(Done::Ok)
}

/// `AT&F0` as `AT&F`; `AT&F1` restores MMSC, protocol and sending parameters too.
pub(super) fn write_restore_factory(
    model: &mut Model,
    arguments: &Arguments,
) -> Result<Done, Failure> {
    if arguments.number(0) == Some(1) {
        let factory = Settings::factory(&model.profile);
        // The system parameters are not in the list of what is restored.
        let system = model.settings.system;
        model.settings = Settings { system, ..factory };
    }
    restore_factory(model)
}

/// `AT&W`
pub(super) fn store(model: &mut Model) -> Result<Done, Failure> {
    model.ta.stored = model.ta.settings.clone();
    Ok(Done::Ok)
}

/// `AT&W0`, `AT&W1`
pub(super) fn write_store(model: &mut Model, _: &Arguments) -> Result<Done, Failure> {
    store(model)
}
