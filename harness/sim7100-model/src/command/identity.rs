//! Identification: what stock AT clients ask first. The values name a model, not a device.

use crate::model::Model;

use super::argument::Arguments;
use super::{Done, Failure};

const MANUFACTURER: &str = "SIMCOM INCORPORATED";
const MODEL: &str = "SIM7100";
const REVISION: &str = "attest reference model";
const SERIAL_NUMBER: &str = "000000000000000";
const SUBSCRIBER: &str = "001010000000001";
const CAPABILITIES: &str = "+GCAP: +CGSM";

macro_rules! identity {
    ($name:ident, $value:ident, $doc:literal) => {
        #[doc = $doc]
        pub(super) fn $name(model: &mut Model) -> Result<Done, Failure> {
            model.inform(&[$value.as_bytes()]);
            Ok(Done::Ok)
        }
    };
}

identity!(manufacturer, MANUFACTURER, "`AT+CGMI`");
identity!(model, MODEL, "`AT+CGMM`");
identity!(revision, REVISION, "`AT+CGMR`");
identity!(serial_number, SERIAL_NUMBER, "`AT+CGSN`");
identity!(subscriber, SUBSCRIBER, "`AT+CIMI`");
identity!(capabilities, CAPABILITIES, "`AT+GCAP`");

/// `ATI`
pub(super) fn all(model: &mut Model) -> Result<Done, Failure> {
    let lines = [
        alloc::format!("Manufacturer: {MANUFACTURER}"),
        alloc::format!("Model: {MODEL}"),
        alloc::format!("Revision: {REVISION}"),
        alloc::format!("IMEI: {SERIAL_NUMBER}"),
    ];
    let [manufacturer, model_line, revision, serial_number] = &lines;
    model.inform(&[
        manufacturer.as_bytes(),
        model_line.as_bytes(),
        revision.as_bytes(),
        serial_number.as_bytes(),
        CAPABILITIES.as_bytes(),
    ]);
    Ok(Done::Ok)
}

/// `ATI0` and the like
pub(super) fn write_all(model: &mut Model, _: &Arguments) -> Result<Done, Failure> {
    all(model)
}
