using System.Security.Cryptography;

namespace PortfolioLedger.Tests.Http;

/// <summary>Digests of what is sent (RFC 9530), beside the digest of what a view says.</summary>
[Collection(SharedServer.Name)]
public sealed class DigestTests(KestrelHost host)
{
    [Theory]
    [InlineData("ranking", "identity")]
    [InlineData("ranking", "br")]
    [InlineData("ranking?format=csv", "gzip")]
    [InlineData("initiatives?format=xlsx", "gzip")]
    [InlineData("events", "br")]
    [InlineData("ranking?limit=0", "identity")]
    public async Task They_are_those_of_the_bytes_that_come(string view, string accepted)
    {
        var answer = await host.GetAsync(
            $"{KestrelHost.Portfolio}/{view}",
            ("Accept-Encoding", accepted)
        );
        var digest = $"sha-256=:{Convert.ToBase64String(SHA256.HashData(answer.Bytes))}:";
        Assert.Equal((digest, digest), (answer["Content-Digest"], answer["Repr-Digest"]));
    }

    [Fact]
    public async Task The_digest_of_a_view_is_the_same_in_any_coding_and_has_a_header_of_its_own()
    {
        var plain = await host.GetAsync($"{KestrelHost.Portfolio}/ranking");
        var packed = await host.GetAsync(
            $"{KestrelHost.Portfolio}/ranking",
            ("Accept-Encoding", "br")
        );
        Assert.StartsWith("ranking/2:sha256:", plain["Ledger-Digest"], StringComparison.Ordinal);
        Assert.Equal(plain["Ledger-Digest"], packed["Ledger-Digest"]);
        Assert.NotEqual(plain["Repr-Digest"], packed["Repr-Digest"]);
        // RFC 3230 gave this name another meaning.
        Assert.Null(plain["Digest"]);
    }

    [Fact]
    public async Task Receipts_have_them_and_answers_without_content_do_not()
    {
        var receipt = await host.SendAsync(
            HttpMethod.Post,
            $"{KestrelHost.Portfolio}/departments",
            KestrelHost.Body(
                """{"key":"digests","name":"Digests"}"""u8.ToArray(),
                "application/json"
            )
        );
        Assert.Equal(
            (201, $"sha-256=:{Convert.ToBase64String(SHA256.HashData(receipt.Bytes))}:"),
            (receipt.Status, receipt["Content-Digest"])
        );
        var known = await host.GetAsync($"{KestrelHost.Portfolio}/ranking", ("If-None-Match", "*"));
        Assert.Equal(
            (304, null, null),
            (known.Status, known["Content-Digest"], known["Content-Length"])
        );
    }
}
