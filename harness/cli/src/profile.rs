//! The model's profile as a command line chooses it: a file of readings, and firmware faults.

use crate::input;
use crate::library;
use crate::problem::Problem;
use crate::suggestion::did_you_mean;
use clap::Args;
use sim7100_model::{Deviation, Profile, ProfileError};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Folder of the profiles below the root of the scenarios.
pub(crate) const FOLDER: &str = "profiles";

/// The reading under which a profile names its deviations.
const DEVIATION: &str = "deviation";

/// What makes the model another one than the SIM7100 of the document.
#[derive(Debug, Args)]
pub(crate) struct ProfileChoice {
    /// Readings of the model: a YAML map from reading to value, as a file or by its name in `scenarios/profiles`.
    #[arg(long, value_name = "FILE|NAME")]
    profile: Option<PathBuf>,

    /// Give the model a firmware fault that `list --deviations` names; may be repeated.
    #[arg(long, value_name = "NAME", value_parser = deviation)]
    deviation: Vec<Deviation>,
}

impl ProfileChoice {
    /// The option that was given, if any was.
    pub(crate) fn option(&self) -> Option<&'static str> {
        let profile = self.profile.as_ref().map(|_| "--profile");
        profile.or_else(|| (!self.deviation.is_empty()).then_some("--deviation"))
    }

    /// The file of readings, named by its path, or by its name among the profiles of a root.
    ///
    /// # Errors
    /// There is neither a file nor a profile of that name.
    pub(crate) fn file(&self, root: Option<&Path>) -> Result<Option<PathBuf>, Problem> {
        let Some(named) = &self.profile else { return Ok(None) };
        if named.exists() {
            return Ok(Some(named.clone()));
        }
        let nearest = library::nearest_root().ok();
        let roots = root.map(Path::to_owned).into_iter().chain(nearest);
        let folders: Vec<PathBuf> = roots.map(|root| root.join(FOLDER)).collect();
        let name = named.to_string_lossy();
        let name = name.strip_suffix(".yaml").unwrap_or(&name);
        let mut files = folders.iter().map(|folder| folder.join(format!("{name}.yaml")));
        match files.find(|file| !name.contains('/') && file.is_file()) {
            Some(file) => Ok(Some(file)),
            None => Err(unknown(named, &folders)),
        }
    }

    /// The readings, those of the deviations included.
    ///
    /// # Errors
    /// The file is absent or wrong.
    pub(crate) fn readings(
        &self,
        root: Option<&Path>,
    ) -> Result<BTreeMap<String, String>, Problem> {
        let file = self.file(root)?;
        let mut readings = file.as_deref().map(readings_of).transpose()?.unwrap_or_default();
        if !self.deviation.is_empty() {
            let mut profile = Profile::default();
            for (reading, value) in &readings {
                set(&mut profile, reading, value).map_err(Problem::Usage)?;
            }
            let names = profile.deviations().chain(self.deviation.iter().copied());
            let names: Vec<&str> = names.map(Deviation::name).collect();
            readings.insert(DEVIATION.to_owned(), names.join(","));
        }
        Ok(readings)
    }

    /// The profile.
    ///
    /// # Errors
    /// As [`Self::readings`].
    pub(crate) fn profile(&self, root: Option<&Path>) -> Result<Profile, Problem> {
        let mut profile = Profile::default();
        for (reading, value) in self.readings(root)? {
            set(&mut profile, &reading, &value).map_err(Problem::Usage)?;
        }
        Ok(profile)
    }
}

/// Asks whether the model has a reading of that name and value.
///
/// # Errors
/// Why not, and what may have been meant.
pub(crate) fn check(reading: &str, value: &str) -> Result<(), String> {
    set(&mut Profile::default(), reading, value)
}

/// The profiles of a folder: name and path, by name; none when there is no such folder.
///
/// # Errors
/// The folder cannot be read.
pub(crate) fn profiles(folder: &Path) -> Result<BTreeMap<String, PathBuf>, Problem> {
    if !folder.is_dir() {
        return Ok(BTreeMap::new());
    }
    let failed = |error| Problem::File(format!("failed to read {}: {error}", folder.display()));
    let mut profiles = BTreeMap::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            profiles.insert(name, path);
        }
    }
    Ok(profiles)
}

/// What a profile says about itself: the first sentence of the comment that it begins with.
pub(crate) fn purpose(text: &str) -> String {
    let lines = text.lines().map_while(|line| line.strip_prefix('#')).map(str::trim);
    let comment = lines.collect::<Vec<_>>().join(" ");
    let comment = comment.strip_prefix("why:").unwrap_or(&comment).trim();
    comment
        .split_once(". ")
        .map_or(comment, |(sentence, _)| sentence)
        .trim_end_matches('.')
        .to_owned()
}

fn set(profile: &mut Profile, reading: &str, value: &str) -> Result<(), String> {
    profile.set(reading, value).map_err(|error| format!("{error}{}", suggestion(&error)))
}

fn suggestion(error: &ProfileError) -> String {
    match error {
        ProfileError::UnknownReading { name } => {
            did_you_mean(name, Profile::readings().iter().map(|reading| reading.name))
        }
        ProfileError::UnknownDeviation { name } => {
            did_you_mean(name, Deviation::all().iter().map(|deviation| deviation.name()))
        }
        _ => String::new(),
    }
}

fn deviation(name: &str) -> Result<Deviation, String> {
    let found: Result<Deviation, ProfileError> = name.parse();
    found.map_err(|error| {
        format!("{error}{}; `attest list --deviations` names them", suggestion(&error))
    })
}

/// Reads a file of readings: a YAML map from reading to value, each checked.
pub(crate) fn readings_of(path: &Path) -> Result<BTreeMap<String, String>, Problem> {
    let text = input::text(path)?;
    let named =
        |error: &dyn std::fmt::Display| Problem::File(format!("{}: {error}", path.display()));
    let readings: BTreeMap<String, String> =
        serde_saphyr::from_str(&text).map_err(|error| named(&error))?;
    for (reading, value) in &readings {
        check(reading, value).map_err(|error| named(&error))?;
    }
    Ok(readings)
}

fn unknown(named: &Path, folders: &[PathBuf]) -> Problem {
    let names: Vec<String> = folders
        .iter()
        .filter_map(|folder| profiles(folder).ok())
        .flat_map(BTreeMap::into_keys)
        .collect();
    let near = did_you_mean(&named.to_string_lossy(), names.iter().map(String::as_str));
    Problem::File(format!(
        "`{}` is neither a file nor the name of a profile{near}; `attest list --profiles` names them",
        named.display()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::first_sentence(
        "# why: one thing\n# of two. More.\nsim: \"ready\"\n",
        "one thing of two"
    )]
    #[case::one_line("# A bare comment.\nsim: \"ready\"\n# no more", "A bare comment")]
    #[case::none("sim: \"ready\"\n", "")]
    fn purposes(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(purpose(text), expected);
    }
}
