using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PortfolioLedger.Core.AuditLog;

namespace PortfolioLedger.Tests.Http.Queries;

/// <summary>Answers about times before anything was there say so, beside the answer.</summary>
public sealed class EmptyPastTests(ReadHost host) : IClassFixture<ReadHost>
{
    private const string Before =
        "Nothing was known on 2020-01-01; the first event of this portfolio is known since "
        + "2025-01-10.";

    [Theory]
    [InlineData("ranking?asOf=2020-01-01", Before)]
    [InlineData("departments?asOf=2020-01-01&effectiveOn=2025-06-01", Before)]
    [InlineData("timeline?asOf=2020-01-01", Before)]
    [InlineData("timeline?to=2020-01-01", Before)]
    [InlineData("ranking/comparison?from=2020-01-01", Before)]
    [InlineData("ranking/comparison?from=2019-12-31&to=2020-01-01", Before)]
    [InlineData("initiatives-comparison?from=2020-01-01&to=2025-06-30", Before)]
    [InlineData("timeline?from=2025-01-14&to=2025-01-20",
        "No event is known from 2025-01-14 to 2025-01-20.")]
    [InlineData("timeline?from=2026-01-01", "No event is known since 2026-01-01.")]
    [InlineData("departments?effectiveOn=2020-01-01", "Nothing was in force on 2020-01-01; the "
        + "first decision known then takes effect on 2025-01-10.")]
    [InlineData("departments?asOfPosition=3&effectiveOn=2020-01-01", "Nothing was in force on "
        + "2020-01-01; the first decision known then takes effect on 2025-01-10.")]
    public async Task The_note_says_why_there_is_nothing(string view, string note)
    {
        var json = await host.JsonAsync(view);
        Assert.Equal(note, json.GetProperty("asOf").GetProperty("note").GetString());
        foreach (var form in (string[])["json", "csv", "ndjson", "xlsx"])
        {
            using var answer = await host.GetAsync($"{view}&format={form}");
            Assert.Equal(note, answer.Headers.GetValues("Ledger-Note").Single());
        }
    }

    [Fact]
    public async Task An_instant_is_answered_with_an_instant()
    {
        var json = await host.JsonAsync("ranking?asOf=2020-01-01T12:00:00Z");
        Assert.Matches(
            "^Nothing was known at 2020-01-01T12:00:00.*Z; the first event of this portfolio is "
                + "known since 2025-01-10T.*Z\\.$",
            json.GetProperty("asOf").GetProperty("note").GetString());
    }

    [Theory]
    [InlineData("ranking")]
    [InlineData("ranking?asOf=2025-06-30")]
    [InlineData("departments?asOfPosition=1")]
    [InlineData("timeline?from=2025-01-10&to=2025-01-10")]
    [InlineData("changes?from=1")]
    [InlineData("ranking/comparison?from=2025-02-01")]
    // Filters that nothing fits are no matter of time.
    [InlineData("departments?name=Nowhere")]
    public async Task Where_something_was_known_there_is_no_note(string view)
    {
        using var answer = await host.GetAsync(view);
        Assert.False(answer.Headers.Contains("Ledger-Note"));
        Assert.False((await ReadHost.BodyAsync(answer)).GetProperty("asOf")
            .TryGetProperty("note", out _));
    }

    [Fact]
    public async Task No_digest_covers_it()
    {
        using var answer = await host.GetAsync("departments?asOf=2020-01-01");
        var json = JsonNode.Parse((await ReadHost.BodyAsync(answer)).GetRawText())!.AsObject();
        var digest = (string)json["digest"]!;
        json.Remove("digest");
        json.Remove("nextCursor");
        json["asOf"]!.AsObject().Remove("requested");
        json["asOf"]!.AsObject().Remove("note");
        var canonical = CanonicalJson.Encode(Encoding.UTF8.GetBytes(json.ToJsonString()));
        Assert.EndsWith(
            ":sha256:" + Convert.ToHexStringLower(SHA256.HashData(canonical)),
            digest, StringComparison.Ordinal);
        Assert.Equal(digest, answer.Headers.GetValues("Ledger-Digest").Single());
    }

    [Fact]
    public async Task An_unknown_portfolio_is_still_not_found()
    {
        using var answer = await host.AskAsync(
            "/api/v1/portfolios/nowhere/ranking?asOf=2020-01-01");
        Assert.Equal(404, (int)answer.StatusCode);
        Assert.False(answer.Headers.Contains("Ledger-Note"));
    }
}
