using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>Personal texts stand beside the journal; the journal holds their commitments.</summary>
public sealed class PersonalTextTests(SharedLedger shared)
{
    private const string Said = "The water is off every week — ask at number 12";

    [Fact]
    public async Task What_a_customer_said_is_not_in_the_journal_but_its_commitment_is()
    {
        var portfolio = await shared.OpenAsync();
        var body = new JsonObject { ["key"] = "fb", ["text"] = Said }.ToJsonString();
        var receipt = await portfolio.Try("feedback", body, ("Idempotency-Key", "one"));
        Assert.Equal(201, receipt.Status);
        Assert.DoesNotContain("number 12", receipt.Text, StringComparison.Ordinal);
        Assert.Equal(0, await portfolio.Host.ScalarAsync<long>(
            "select count(*) from ledger.mt_events where mt_events::text like '%number 12%'"));

        var stored = await StoredRow.AtAsync(portfolio.Host, portfolio.Key, receipt.Position);
        var commitment = (string)JsonNode.Parse(stored.Data)!["text"]!;
        var salt = await SealedAsync<byte[]>(portfolio, commitment, "salt");
        var text = await SealedAsync<string>(portfolio, commitment, "text");
        Assert.Equal(Said, text);
        Assert.True(salt.Length >= 16);
        Assert.Equal(commitment,
            Convert.ToBase64String(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(text))));
        Assert.Equal(receipt.Position, await SealedAsync<long>(portfolio, commitment, "position"));
    }

    [Fact]
    public async Task The_same_text_twice_has_two_commitments()
    {
        var portfolio = await shared.OpenAsync();
        await portfolio.Do("feedback", """{"key":"a","text":"Well done"}""");
        await portfolio.Do("feedback", """{"key":"b","text":"Well done"}""");
        Assert.Equal(
            2,
            await portfolio.Host.ScalarAsync<long>(
                "select count(distinct commitment) from ledger.sealed_text where portfolio = $1",
                portfolio.Key
            )
        );
    }

    [Fact]
    public async Task The_text_of_refused_feedback_is_not_kept()
    {
        var portfolio = await shared.OpenAsync();
        (await portfolio.Try("feedback", """{"key":"a","text":"Well done","segment":"none"}"""))
            .AssertProblem(422, "unknown-segment");
        Assert.Equal(0, await portfolio.Host.ScalarAsync<long>(
            "select count(*) from ledger.sealed_text where portfolio = $1", portfolio.Key));
    }

    private static Task<T> SealedAsync<T>(
        TestPortfolio portfolio,
        string commitment,
        string column
    ) =>
        portfolio.Host.ScalarAsync<T>(
            $"select {column} from ledger.sealed_text where portfolio = $1 and commitment = $2",
            portfolio.Key, commitment);
}
