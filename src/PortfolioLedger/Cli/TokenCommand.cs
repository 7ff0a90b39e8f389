using JasperFx.CommandLine;
using PortfolioLedger.Access.Tokens;
using PortfolioLedger.Journaling.Setup;

namespace PortfolioLedger.Cli;

/// <summary>What the verb <c>token</c> can do.</summary>
public enum TokenAction
{
    /// <summary>Makes one and writes its text.</summary>
    create,
    /// <summary>Shows which there are.</summary>
    list,
    /// <summary>Ends one at once.</summary>
    revoke,
}

/// <summary>The arguments of <c>token</c>.</summary>
public sealed class TokenInput
{
    /// <summary>What to do.</summary>
    [Description("create, list or revoke")]
    public TokenAction Action { get; set; }

    /// <summary>Which token.</summary>
    [Description("The name of the token, a key; it is given once, for ever")]
    public string Name { get; set; } = "";

    /// <summary>What it may.</summary>
    [Description("viewer, contributor, approver, auditor or administrator")]
    [FlagAlias("role", 'r')]
    public string RoleFlag { get; set; } = "";

    /// <summary>Where it may.</summary>
    [Description("The key of the only portfolio it is for; all if absent")]
    [FlagAlias("portfolio", 'p')]
    public string PortfolioFlag { get; set; } = "";

    /// <summary>How long it may.</summary>
    [Description("After how many days it expires, 1 to 366")]
    [FlagAlias("days", 'd')]
    public int DaysFlag { get; set; } = ApiToken.UsualDays;

    /// <summary>For programs.</summary>
    [Description("As JSON")]
    [FlagAlias("json", 'j')]
    public bool JsonFlag { get; set; }
}

/// <summary>Makes, lists and ends API tokens.</summary>
[Description("Make, list or revoke API tokens for programs", Name = "token")]
public sealed class TokenCommand : JasperFxAsyncCommand<TokenInput>
{
    private readonly IServiceProvider _services;

    /// <summary>With what the application consists of.</summary>
    public TokenCommand(IServiceProvider services)
    {
        _services = services;
        Usage("List the tokens").Arguments(i => i.Action);
        Usage("Make or revoke a token").Arguments(i => i.Action, i => i.Name);
    }

    public override Task<bool> Execute(TokenInput input) => Verbs.RunAsync(async cancel =>
    {
        await _services.GetRequiredService<SchemaStart>().EnsureAsync(cancel);
        return await _services.GetRequiredService<TokenVerb>().RunAsync(
            input, Console.Out, Console.Error, cancel);
    });
}
