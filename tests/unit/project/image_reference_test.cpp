#include "project/image_reference.hpp"

#include "support/catch.hpp"

using tao::project::reference_fault;
using tao::project::without_transport;

namespace {

const std::string digest = "sha256:" + std::string(64, 'a');

}  // namespace

TEST_CASE("what engines take for an image's name is taken") {
    for (const std::string& image :
         {std::string("ubuntu"), std::string("ubuntu:22.04"), std::string("lab/own:1"),
          std::string("nvcr.io/nvidia/tao/tao-toolkit:6.26.3-pyt"), std::string("NVCR.io/nvidia/tao"),
          std::string("localhost/x"), std::string("localhost:5000/x:V1_a"), std::string("gpu1:5000/a/b"),
          std::string("10.0.0.7:5000/a/b:c"), std::string("a.b/c__d/e--f.g_h"), "ubuntu@" + digest,
          "nvcr.io/a/b:1@" + digest, std::string("docker://nvcr.io/nvidia/tao:1")}) {
        INFO(image);
        CHECK(reference_fault(image) == std::nullopt);
    }
}

TEST_CASE("an address of the web is no image's name") {
    CHECK(reference_fault("https://nvcr.io/nvidia/tao/tao-toolkit:6.26.3-pyt") ==
          "leave out https://: nvcr.io/nvidia/tao/tao-toolkit:6.26.3-pyt");
    CHECK(reference_fault("http://gpu1:5000/a") == "leave out http://: gpu1:5000/a");
}

TEST_CASE("a name with capitals is shown in lower case, its tag and its registry as they are") {
    CHECK(reference_fault("Nvcr.io/Nvidia/X") == "an image's name is in lower case: Nvcr.io/nvidia/x");
    CHECK(reference_fault("docker://nvcr.io/Nvidia/X:V1") ==
          "an image's name is in lower case: nvcr.io/nvidia/x:V1");
    CHECK(reference_fault("Ubuntu:A") == "an image's name is in lower case: ubuntu:A");
}

TEST_CASE("an image has one tag, and one that is a tag") {
    CHECK(reference_fault("a/b:tag:x") == "an image has one tag: one colon behind its name");
    CHECK(reference_fault("nvcr.io/a/b:1:") == "an image has one tag: one colon behind its name");
    for (const std::string& tag :
         {std::string(), std::string("-x"), std::string(".x"), std::string(129, 'x')}) {
        INFO(tag);
        CHECK(reference_fault("a/b:" + tag) == "a tag is letters, digits, _ . and -, and not empty");
    }
}

TEST_CASE("a digest is one, whole") {
    for (const std::string& other : {std::string(), std::string("sha256:abc"), digest + "a", "x@" + digest}) {
        INFO(other);
        CHECK(reference_fault("a/b@" + other) ==
              "behind the @ comes sha256: and a digest of 64 hexadecimal digits");
    }
}

TEST_CASE("what else is wrong is shown what a name looks like") {
    CHECK(reference_fault("a:b/c") == "the port of a registry is a number, and the tag comes last");
    CHECK(reference_fault("gpu1:/c") == "the port of a registry is a number, and the tag comes last");
    for (const char* other : {"", "/", "a/", "a//b", ".a", "-a", "a/../b", "a._b", "a___b", "a b", "a/b-",
                              "://a", "@", ":", "a b://a", "docker://", "x://", "nvcr.io/"}) {
        INFO(other);
        CHECK(reference_fault(other));
    }
}

TEST_CASE("docker:// belongs to no name, and what else is in front is said") {
    CHECK(without_transport("docker://a/b:1") == "a/b:1");
    CHECK(without_transport("a/b:1") == "a/b:1");
    CHECK(reference_fault("dockerd://a/b:1") == "leave out dockerd://: a/b:1");
    CHECK(reference_fault("docker://docker://a/b:1") == "leave out docker://: a/b:1");
    for (const std::string& one : {std::string("library://a/b:1"), std::string("oras://ghcr.io/a/b:1")}) {
        CHECK(reference_fault(one) ==
              "get it as a file: apptainer pull tao.sif " + one + "\nand write: tao.sif");
    }
}
