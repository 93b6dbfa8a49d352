//! From one list of entries to everything that has to agree with it: the keys of a file, the struct that
//! English is written in, and a method for each entry.

/// Declares the entries of a type, in the order of a file. `key;` is a text, `key(n: usize);` a phrase with
/// parts, `key[Type: a b];` a text for each value of an enum, in the order of its values. A module has one
/// such list; the type has `entries`, `entry` and `say`, the module `place`.
macro_rules! catalogue {
    ($words:ty => $($name:ident $([$index:ty: $($item:ident)+])? $(($($arg:ident: $part:ty),+))?;)+) => {
        /// What a language has to say, as English is written.
        pub struct Entries {
            $(pub $name: entry_type!($($($item)+)?),)+
        }

        /// How many entries there are.
        pub const COUNT: usize = 0 $(+ entry_count!($($($item)+)?))+;

        /// Of each entry its name, and which of several of that name it is.
        pub const KEYS: [(&str, &str); COUNT] = {
            let mut keys = [("", ""); COUNT];
            let mut at = 0;
            $(entry_keys!(keys, at, $name $($($item)+)?);)+
            assert!(at == COUNT);
            keys
        };

        impl Entries {
            /// All entries in the order of the keys.
            pub const fn in_order(&self) -> [&'static str; COUNT] {
                let mut all = [""; COUNT];
                let mut at = 0;
                $(entry_put!(all, at, self.$name $($($item)+)?);)+
                assert!(at == COUNT);
                all
            }
        }

        impl $words {
            $(entry_method!($name $([$index])? $(($($arg: $part),+))?);)+
        }
    };
}

macro_rules! entry_type {
    () => { &'static str };
    ($($item:ident)+) => { [&'static str; entry_count!($($item)+)] };
}

macro_rules! entry_count {
    () => { 1 };
    ($($item:ident)+) => { [$(stringify!($item)),+].len() };
}

macro_rules! entry_keys {
    ($keys:ident, $at:ident, $name:ident) => { entry_keys!($keys, $at, $name "") };
    ($keys:ident, $at:ident, $name:ident $($item:ident)+) => { $(entry_keys!($keys, $at, $name (stringify!($item)));)+ };
    ($keys:ident, $at:ident, $name:ident $item:expr) => {
        $keys[$at] = (stringify!($name), $item);
        $at += 1;
    };
}

macro_rules! entry_put {
    ($all:ident, $at:ident, $self:ident.$name:ident) => {
        $all[$at] = $self.$name;
        $at += 1;
    };
    ($all:ident, $at:ident, $self:ident.$name:ident $($item:ident)+) => {
        let mut of = 0;
        while of < $self.$name.len() {
            $all[$at] = $self.$name[of];
            ($at, of) = ($at + 1, of + 1);
        }
    };
}

macro_rules! entry_method {
    ($name:ident) => {
        pub fn $name(&self) -> &'static str {
            self.entries[const { place(stringify!($name)) }]
        }
    };
    ($name:ident [$index:ty]) => {
        pub fn $name(&self, of: $index) -> &'static str {
            self.entry(const { place(stringify!($name)) } + of as usize)
        }
    };
    ($name:ident ($($arg:ident: $part:ty),+)) => {
        pub fn $name(&self, $($arg: $part),+) -> String {
            self.say(self.entries[const { place(stringify!($name)) }], &[$(Part::from($arg)),+])
        }
    };
    ($name:ident [$index:ty] ($($arg:ident: $part:ty),+)) => {
        pub fn $name(&self, of: $index, $($arg: $part),+) -> String {
            self.say(self.entry(const { place(stringify!($name)) } + of as usize), &[$(Part::from($arg)),+])
        }
    };
}
