//! The S-registers that shape a command line: V.250 6.2.1 to 6.2.3.

/// The characters that end and edit a command line.
///
/// Each is an octet value, 0 to 255; V.250 recommends 0 to 127.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Registers {
    /// S3, command line termination character; 13 (CR) after reset.
    pub s3: u8,
    /// S4, response formatting character; 10 (LF) after reset.
    pub s4: u8,
    /// S5, command line editing character; 8 (BS) after reset.
    pub s5: u8,
}

impl Default for Registers {
    fn default() -> Self {
        Self { s3: 13, s4: 10, s5: 8 }
    }
}

#[cfg(test)]
mod tests {
    use super::Registers;

    #[test]
    fn defaults_of_v250_6_2() {
        assert_eq!(Registers::default(), Registers { s3: 0x0D, s4: 0x0A, s5: 0x08 });
    }
}
