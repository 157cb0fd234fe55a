//! How often a header field stands in a PDU: `T` is mandatory, `Option<T>` optional, `Vec<T>` may repeat.

use alloc::vec::Vec;

use crate::check::List;
use crate::error::DecodeError;
use crate::field::Field;
use crate::header::Fields;
use crate::sink::Sink;
use crate::value::Value;

/// A member of a PDU's struct that holds the values of one header field.
pub(crate) trait Presence<'a>: Sized {
    /// What is found so far, while the header fields are walked over.
    type Found: Default;
    /// The member when it borrows nothing.
    type Owned;

    /// Reads a value, or keeps it as it is where there is one already.
    fn read(
        found: &mut Self::Found,
        field: Field,
        fields: &mut Fields<'_, 'a>,
    ) -> Result<(), DecodeError>;

    fn finish(
        found: Self::Found,
        field: Field,
        fields: &Fields<'_, 'a>,
    ) -> Result<Self, DecodeError>;

    fn write(&self, field: Field, sink: &mut dyn Sink);

    fn check(&self, field: Field, list: &mut List);

    fn into_owned(self) -> Self::Owned;
}

impl<'a, V: Value<'a>> Presence<'a> for V {
    type Found = Option<V>;
    type Owned = V::Owned;

    fn read(
        found: &mut Option<V>,
        field: Field,
        fields: &mut Fields<'_, 'a>,
    ) -> Result<(), DecodeError> {
        read_once(found, field, fields)
    }

    fn finish(
        found: Option<V>,
        field: Field,
        fields: &Fields<'_, 'a>,
    ) -> Result<Self, DecodeError> {
        fields.mandatory(found, field)
    }

    fn write(&self, field: Field, sink: &mut dyn Sink) {
        sink.put(&[field.octet()]);
        self.write(sink);
    }

    fn check(&self, field: Field, list: &mut List) {
        list.add(self.rule(), field);
    }

    fn into_owned(self) -> V::Owned {
        self.into_owned()
    }
}

impl<'a, V: Value<'a>> Presence<'a> for Option<V> {
    type Found = Self;
    type Owned = Option<V::Owned>;

    fn read(
        found: &mut Self,
        field: Field,
        fields: &mut Fields<'_, 'a>,
    ) -> Result<(), DecodeError> {
        read_once(found, field, fields)
    }

    fn finish(found: Self, _: Field, _: &Fields<'_, 'a>) -> Result<Self, DecodeError> {
        Ok(found)
    }

    fn write(&self, field: Field, sink: &mut dyn Sink) {
        if let Some(value) = self {
            Presence::write(value, field, sink);
        }
    }

    fn check(&self, field: Field, list: &mut List) {
        list.add(self.as_ref().and_then(Value::rule), field);
    }

    fn into_owned(self) -> Option<V::Owned> {
        self.map(Value::into_owned)
    }
}

impl<'a, V: Value<'a>> Presence<'a> for Vec<V> {
    type Found = Self;
    type Owned = Vec<V::Owned>;

    fn read(found: &mut Self, _: Field, fields: &mut Fields<'_, 'a>) -> Result<(), DecodeError> {
        let value = V::read(fields.value())?;
        fields.push(found, value)
    }

    fn finish(found: Self, _: Field, _: &Fields<'_, 'a>) -> Result<Self, DecodeError> {
        Ok(found)
    }

    fn write(&self, field: Field, sink: &mut dyn Sink) {
        for value in self {
            Presence::write(value, field, sink);
        }
    }

    fn check(&self, field: Field, list: &mut List) {
        for value in self {
            Presence::check(value, field, list);
        }
    }

    fn into_owned(self) -> Vec<V::Owned> {
        self.into_iter().map(Value::into_owned).collect()
    }
}

fn read_once<'a, V: Value<'a>>(
    found: &mut Option<V>,
    field: Field,
    fields: &mut Fields<'_, 'a>,
) -> Result<(), DecodeError> {
    if found.is_some() {
        return fields.keep(field);
    }
    *found = Some(V::read(fields.value())?);
    Ok(())
}
