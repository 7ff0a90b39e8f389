using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PortfolioLedger.Access.Tokens;
using PortfolioLedger.Cli;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Cli;

/// <summary>API tokens on the command line.</summary>
public sealed class TokenVerbTests(SharedLedger shared)
{
    [Fact]
    public async Task A_token_is_made_used_listed_and_revoked_by_the_real_program()
    {
        var portfolio = await shared.OpenAsync();
        var name = $"t-{Guid.NewGuid():n}";
        var made = await VerbProcess.RunAsync(portfolio.Host,
            "token", "create", name, "--role", "viewer", "--portfolio", portfolio.Key);
        Assert.True(made.Code == 0, made.Errors);
        var token = made.Output.Trim();
        // The token alone, for a file or a variable; what there is to say is beside it.
        Assert.True(TokenText.IsWellFormed(token), made.Output);
        Assert.Contains("shown only now", made.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(token, made.Errors, StringComparison.Ordinal);
        Assert.Equal(200, (await ReadAsync()).Status);

        var list = await VerbProcess.RunAsync(portfolio.Host, "token", "list", "--json");
        var item = JsonNode.Parse(list.Output)!["items"]!.AsArray()
            .Single(i => (string?)i!["name"] == name)!;
        Assert.Equal(("active", $"cli:{Environment.UserName}", portfolio.Key), (
            (string?)item["status"], (string?)item["createdBy"], (string?)item["portfolio"]));

        var ended = await VerbProcess.RunAsync(portfolio.Host, "token", "revoke", name);
        Assert.Equal(0, ended.Code);
        (await ReadAsync()).AssertProblem(401, "token-revoked");

        Task<Reply> ReadAsync() => portfolio.Host.Claiming($"Bearer {token}").Get(
            portfolio.PathOf("initiatives"));
    }

    [Theory]
    [InlineData("--role must be one of viewer, contributor, approver, auditor, administrator", 2,
        "fine", "emperor", "", 90)]
    [InlineData("--days must be from 1 to 366", 2, "fine", "viewer", "", 367)]
    [InlineData("--days must be from 1 to 366", 2, "fine", "viewer", "", 0)]
    [InlineData("a token needs a name", 2, "", "viewer", "", 90)]
    [InlineData("there is no portfolio 'nowhere'", 1, "fine", "viewer", "nowhere", 90)]
    public async Task What_makes_no_sense_is_said_by_its_flag(
        string said, int code, string name, string role, string portfolio, int days)
    {
        var (exit, output, errors) = await RunAsync(new()
        {
            Action = TokenAction.create, Name = name, RoleFlag = role, PortfolioFlag = portfolio,
            DaysFlag = days,
        });
        Assert.Equal((code, ""), (exit, output));
        Assert.Contains(said, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_given_once_and_what_is_not_there_is_not_revoked()
    {
        var input = new TokenInput
        {
            Action = TokenAction.create, Name = $"t-{Guid.NewGuid():n}", RoleFlag = "viewer",
        };
        Assert.Equal(0, (await RunAsync(input)).Code);
        var again = await RunAsync(input);
        Assert.Equal(1, again.Code);
        Assert.Contains("given once", again.Errors, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync(new()
        {
            Action = TokenAction.revoke, Name = "never-made",
        })).Code);
        var table = await RunAsync(new() { Action = TokenAction.list });
        Assert.Contains("active", table.Output, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(TokenInput input)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = await (await shared.HostAsync()).App.Services.GetRequiredService<TokenVerb>()
            .RunAsync(input, output, errors, TestContext.Current.CancellationToken);
        return (code, output.ToString(), errors.ToString());
    }
}
