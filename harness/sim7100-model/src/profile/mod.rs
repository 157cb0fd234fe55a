//! The profile: every named reading of the document with its value.

mod reading;
pub(crate) mod value;

use alloc::borrow::ToOwned;
use alloc::string::String;

pub use reading::Profile;

/// One open or contradictory point of the document, and how the model settles it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Its name, as [`Profile::set`] takes it.
    pub name: &'static str,
    /// What may be chosen, for people.
    pub values: &'static str,
    /// The value of the SIM7100 profile.
    pub default: &'static str,
    /// Why that default.
    pub reason: &'static str,
    /// Section of the application note, or the command, to which it belongs.
    pub requirement: &'static str,
}

/// Why a reading could not be set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProfileError {
    /// There is no reading of this name.
    #[error("no reading is named {name:?}")]
    UnknownReading {
        /// The name that was asked for.
        name: String,
    },
    /// The reading does not have this value.
    #[error("reading {name} cannot be {value:?}; it takes {values}")]
    UnknownValue {
        /// The reading.
        name: &'static str,
        /// The value that was asked for.
        value: String,
        /// What it takes.
        values: &'static str,
    },
}

impl Profile {
    /// Chooses a value for a reading.
    ///
    /// # Errors
    ///
    /// [`ProfileError::UnknownReading`] and [`ProfileError::UnknownValue`]; the profile then is as before.
    pub fn set(&mut self, reading: &str, value: &str) -> Result<(), ProfileError> {
        let Some(known) = Self::readings().iter().find(|known| known.name == reading) else {
            return Err(ProfileError::UnknownReading { name: reading.to_owned() });
        };
        if self.assign(reading, value) {
            return Ok(());
        }
        Err(ProfileError::UnknownValue {
            name: known.name,
            value: value.to_owned(),
            values: known.values,
        })
    }

    /// The value of a reading in the form that [`set`](Self::set) takes; none for an unknown name.
    #[must_use]
    pub fn value(&self, reading: &str) -> Option<String> {
        self.render(reading)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_the_value_of_the_default_profile_and_can_be_set() {
        let mut profile = Profile::default();
        for reading in Profile::readings() {
            assert_eq!(
                profile.value(reading.name).as_deref(),
                Some(reading.default),
                "{reading:?}"
            );
            profile.set(reading.name, reading.default).unwrap();
        }
        assert_eq!(profile, Profile::default());
    }

    #[test]
    fn unknown_names_and_values_are_refused() {
        let mut profile = Profile::default();
        assert!(matches!(profile.set("nonsense", "on"), Err(ProfileError::UnknownReading { .. })));
        for reading in Profile::readings() {
            let error = profile.set(reading.name, "\u{1}no such value");
            assert!(matches!(error, Err(ProfileError::UnknownValue { .. })), "{reading:?}");
        }
        assert_eq!(profile, Profile::default());
    }
}
