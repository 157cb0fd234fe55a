//! The profile: every named reading of the document with its value.

mod reading;
pub(crate) mod value;

use alloc::borrow::ToOwned;
use alloc::string::String;

use crate::deviation::DeviationSet;

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
    /// There is no deviation of this name.
    #[error("no deviation is named {name:?}")]
    UnknownDeviation {
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

/// The name under which [`Profile::set`] takes the deviations that are on: names joined by commas, or `none`.
const DEVIATION: &str = "deviation";

impl Profile {
    /// Chooses a value for a reading, or with `deviation` the deviations that are on.
    ///
    /// # Errors
    ///
    /// [`ProfileError::UnknownReading`], [`ProfileError::UnknownValue`] and [`ProfileError::UnknownDeviation`];
    /// the profile then is as before.
    pub fn set(&mut self, reading: &str, value: &str) -> Result<(), ProfileError> {
        if reading == DEVIATION {
            self.deviations = DeviationSet::parse(value)?;
            return Ok(());
        }
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
        if reading == DEVIATION {
            return Some(self.deviations.render());
        }
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
    fn deviations_are_set_by_name() {
        let mut profile = Profile::default();
        assert_eq!(profile.value("deviation").as_deref(), Some("none"));
        profile.set("deviation", "slow-leak,result-twice").unwrap();
        profile.deviate("result-twice").unwrap();
        assert_eq!(profile.value("deviation").as_deref(), Some("result-twice,slow-leak"));
        assert_eq!(profile.deviations().count(), 2);
        let error = profile.set("deviation", "slow-leak,nonsense");
        assert!(matches!(error, Err(ProfileError::UnknownDeviation { .. })));
        assert_eq!(profile.deviations().count(), 2);
        profile.set("deviation", "none").unwrap();
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
