//! What two sequences have in common that find the same thing: commands and their forms, without values.

use campaign::operation::{LineForm, Operation};

/// One operation without its values, as in `+CMMSEDIT=`.
pub(crate) fn shape(operation: &Operation) -> String {
    let Operation::Command(line) = operation else {
        let text = operation.to_string();
        if matches!(operation, Operation::Again(_)) {
            return text;
        }
        return text.split(' ').next().unwrap_or_default().to_owned();
    };
    let sign = match line.form() {
        LineForm::Test => "=?",
        LineForm::Read => "?",
        LineForm::Execute => "",
        LineForm::Write(_) => "=",
    };
    format!("{}{sign}", line.name())
}

/// A sequence without its values.
pub(crate) fn shapes(operations: &[Operation]) -> Vec<String> {
    operations.iter().map(shape).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use campaign::operation::parse;

    #[test]
    fn values_are_left_out() {
        let text = "send AT+CMMSEDIT=1\nsend AT+CMMSEDIT?\nsend AT+CMMSVIEW\nsend AT+CMMSSAVE=?\n\
            send ATE0\ndata abc\nmmsc status 503\npower-cycle\nagain joined\n";
        assert_eq!(
            shapes(&parse(text).unwrap()),
            [
                "+CMMSEDIT=",
                "+CMMSEDIT?",
                "+CMMSVIEW",
                "+CMMSSAVE=?",
                "send",
                "data",
                "mmsc",
                "power-cycle",
                "again joined"
            ]
        );
    }
}
