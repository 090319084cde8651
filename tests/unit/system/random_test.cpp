// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "system/random.hpp"

TEST_CASE("sha256 is that of FIPS 180-4") {
  CHECK(sys::sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sys::sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sys::sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sys::sha256(std::string(1000000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  CHECK(sys::sha256(std::string("a\0b", 3)) != sys::sha256("a"));
}

TEST_CASE("base 64 is that of RFC 4648") {
  struct Row {
    std::string bytes;
    std::string text;
  };
  for (const auto& row : {Row{"", ""}, Row{"f", "Zg=="}, Row{"fo", "Zm8="}, Row{"foo", "Zm9v"},
                          Row{"foob", "Zm9vYg=="}, Row{"fooba", "Zm9vYmE="},
                          Row{"foobar", "Zm9vYmFy"}, Row{std::string("\0\0\0", 3), "AAAA"},
                          Row{"\xfb\xff\xfe", "+//+"}, Row{"\x89PNG\r\n\x1a\n", "iVBORw0KGgo="}}) {
    CAPTURE(row.text);
    CHECK(sys::base64(row.bytes) == row.text);
  }
}

TEST_CASE("a digest tells texts apart") {
  CHECK(sys::digest("a").size() == 64);
  CHECK(sys::digest("a") == sys::digest("a"));
  CHECK(sys::digest("a") != sys::digest("b"));
  CHECK(sys::digest(std::string("a\0b", 3)) != sys::digest(std::string("a\0c", 3)));
}

TEST_CASE("uids are sixteen characters that cannot be misread, each another one") {
  std::set<std::string> seen;
  for (int count = 0; count < 1000; ++count) {
    const auto uid = sys::random_uid();
    CHECK(uid.size() == 16);
    CHECK(uid.find_first_not_of("0123456789ABCDEFGHJKMNPQRSTVWXYZ") == std::string::npos);
    seen.insert(uid);
  }
  CHECK(seen.size() == 1000);
}
