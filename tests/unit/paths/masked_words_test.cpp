#include "paths/never_translated.hpp"
#include "support/catch.hpp"

using tao::paths::masked_words;
using Words = std::vector<std::string>;

TEST_CASE("the keys of TAO's tasks are not shown, in every form that a line may have them") {
    CHECK(masked_words({"train", "-k", "ab=", "-e", "x"}) == Words{"train", "-k", "***", "-e", "x"});
    CHECK(masked_words({"-kab=", "-k=ab", "--key=ab", "key=ab", "+export.encryption_key=ab"}) ==
          Words{"-k***", "-k=***", "--key=***", "key=***", "+export.encryption_key=***"});
}

TEST_CASE("what looks secret by its name or its form is not shown either") {
    CHECK(masked_words({"--password", "a b", "--ngc_key=x y", "--url", "https://u:p@h"}) ==
          Words{"--password", "***", "--ngc_key=***", "--url", "https://u:***@h"});
    CHECK(masked_words({"--password", "--gpus", "1"}) == Words{"--password", "--gpus", "1"});
}

TEST_CASE("passwords that only their place among the words tells are not shown") {
    CHECK(masked_words({"run", "curl", "-u", "anna:a b", "h"}) ==
          Words{"run", "curl", "-u", "anna:***", "h"});
    CHECK(masked_words({"run", "docker", "login", "-p", "x"}) ==
          Words{"run", "docker", "login", "-p", "***"});
    CHECK(masked_words({"run", "bash", "-c", "wandb login abc"}) ==
          Words{"run", "bash", "-c", "wandb login ***"});
    CHECK(masked_words({"train", "-p", "3", "-u", "1000:1000"}) ==
          Words{"train", "-p", "3", "-u", "1000:1000"});
}

TEST_CASE("keys of a login are not shown, wherever among its options they stand") {
    CHECK(masked_words({"run", "wandb", "login", "--relogin", "--host", "https://w", "abc"}) ==
          Words{"run", "wandb", "login", "--relogin", "--host", "https://w", "***"});
    CHECK(masked_words({"upload", "--login", "abc", "--login=abc"}) ==
          Words{"upload", "--login", "***", "--login=***"});
    CHECK(masked_words({"run", "bash", "--login", "script.sh"}) ==
          Words{"run", "bash", "--login", "script.sh"});
    CHECK(masked_words({"--x-token:abc", "-passin", "pass:abc", "--volume:/a"}) ==
          Words{"--x-token:***", "-passin", "***", "--volume:/a"});
    CHECK(masked_words({"MYTOK=abc", "--tok", "abc"}) == Words{"MYTOK=***", "--tok", "***"});
}

TEST_CASE("what is piped into a login is not shown") {
    CHECK(masked_words({"echo abc | docker login -u anna --password-stdin nvcr.io"}) ==
          Words{"echo *** | docker login -u anna --password-stdin nvcr.io"});
    CHECK(masked_words({"cd /w && printf '%s' \"abc\" |podman login --password-stdin x"}) ==
          Words{"cd /w && printf *** |podman login --password-stdin x"});
    CHECK(masked_words({"echo -n abc | gh auth login --with-token"}) ==
          Words{"echo -n *** | gh auth login --with-token"});
    CHECK(masked_words({"printf abc | wandb login", "wandb login <<< abc", "wandb login && wandb sync x"}) ==
          Words{"printf *** | wandb login", "wandb login <<< ***", "wandb login && wandb sync x"});
    CHECK(masked_words({"cat <<< abc | docker login --password-stdin h"}) ==
          Words{"cat <<< *** | docker login --password-stdin h"});
    CHECK(masked_words({"docker login --password-stdin <<< abc"}) ==
          Words{"docker login --password-stdin <<< ***"});
    CHECK(masked_words({"echo abc | tee /w/log", "echo ${TOKEN} | docker login --password-stdin"}) ==
          Words{"echo abc | tee /w/log", "echo ${TOKEN} | docker login --password-stdin"});
}

TEST_CASE("quotes around an option do not show its secret") {
    CHECK(masked_words({"\"-k\"", "ab", "\"-kab\"", "\"--key=ab\""}) ==
          Words{"\"-k\"", "***", "-k***", "--key=***"});
    CHECK(masked_words({"run", "bash", "-c", "x \"--password\" ab"}).back() == "x \"--password\" ***");
}

TEST_CASE("the secret of a header is not shown") {
    CHECK(masked_words({"--header=Authorization:ab", "-H", "X-Api-Key:ab", "--header", "Accept:text"}) ==
          Words{"--header=Authorization:***", "-H", "X-Api-Key:***", "--header", "Accept:text"});
    CHECK(masked_words({"nvcr.io/token:latest", "host.auth:8080"}) ==
          Words{"nvcr.io/token:latest", "host.auth:8080"});
}

TEST_CASE("other words are shown as they are") {
    const Words words{"tao", "model", "detectnet_v2", "train", "-e", "specs/a=b.txt", "--", "-r", "/r"};
    CHECK(masked_words(words) == words);
    CHECK(masked_words({}).empty());
}
