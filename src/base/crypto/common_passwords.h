// What people build long passwords from when they must: the words and phrases that attackers try first. A short list of our
// own; it is matched inside a password (password_rules.cc), so it need not hold every combination.
#pragma once

#include <array>
#include <string_view>

namespace rolecall::crypto {

/// Case-folded letters and digits only.
inline constexpr auto common_parts = std::to_array<std::string_view>(
    {// phrases and keyboard figures
     "correcthorsebatterystaple", "tobeornottobe", "maytheforcebewithyou", "onceuponatime", "ihavenoidea", "idontknow",
     "thequickbrownfox", "jumpsoverthelazydog", "loremipsum", "dolorsitamet", "opensesame", "thisismy", "passwort", "motdepasse",
     "contrasena", "1q2w3e4r5t6y7u8i9o0p", "1q2w3e4r5t", "1q2w3e4r", "1qaz2wsx3edc4rfv", "1qaz2wsx", "3edc4rfv", "qazwsxedc",
     "rfvtgb", "zaq12wsx", "q1w2e3r4t5y6", "q1w2e3r4", "azerty", "qwertz",
     // words
     "password", "passphrase", "passcode", "pass", "secret", "letmein", "changeme", "change", "welcome", "login", "logon",
     "signin", "administrator", "admin", "root", "user", "guest", "test", "testing", "demo", "default", "example", "sample",
     "temporary", "temp", "system", "server", "computer", "internet", "access", "security", "private", "master", "super",
     "please", "hello", "iloveyou", "loveyou", "love", "lover", "forever", "sunshine", "princess", "dragon", "monkey", "football",
     "baseball", "basketball", "soccer", "hockey", "liverpool", "chelsea", "arsenal", "superman", "batman", "spiderman",
     "pokemon", "starwars", "shadow", "michael", "jordan", "jennifer", "jessica", "charlie", "ashley", "daniel", "thomas",
     "andrew", "summer", "winter", "spring", "autumn", "january", "monday", "trustno1", "whatever", "nothing", "flower", "cookie",
     "cheese", "freedom", "google", "facebook", "microsoft", "windows", "samsung",
     // the trade
     "hospital", "clinic", "clinical", "doctor", "nurse", "health", "medical", "patient", "reception", "surgery", "rolecall",
     "team", "office", "practice"});

}  // namespace rolecall::crypto
