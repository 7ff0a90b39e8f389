using System.Collections.Immutable;
using PortfolioLedger.Access;
using PortfolioLedger.Access.Tokens;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http.Tokens;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Querying;
using Spectre.Console;

namespace PortfolioLedger.Cli;

/// <summary>What stands behind <c>token</c> on the command line.</summary>
internal sealed class TokenVerb(TokenTable table, BookKeeper keeper)
{
    /// <summary>Runs it and answers with the exit code.</summary>
    /// <param name="input">What to do.</param>
    /// <param name="output">Standard output: of a new token its text alone.</param>
    /// <param name="errors">Standard error: what there is to say about it.</param>
    /// <param name="cancel">Stops it.</param>
    public Task<int> RunAsync(
        TokenInput input, TextWriter output, TextWriter errors, CancellationToken cancel) =>
        ReadFaults.RunAsync("token", errors, async () =>
        {
            if (input.Action == TokenAction.list)
                return await ListAsync(input.JsonFlag, output, cancel);
            if (!Key.TryParse(input.Name, out var name))
                return await SayAsync(errors, Verbs.Usage,
                    $"a token needs a name: {Key.Form}");
            return input.Action == TokenAction.create
                ? await CreateAsync(name, input, output, errors, cancel)
                : await RevokeAsync(name, input.JsonFlag, output, errors, cancel);
        });

    private async Task<int> CreateAsync(
        Key name, TokenInput input, TextWriter output, TextWriter errors, CancellationToken cancel)
    {
        if (!Enumeration<Role>.TryParse(input.RoleFlag, out var role))
            return await SayAsync(errors, Verbs.Usage,
                $"--role must be one of {Texts.Listed(Enumeration<Role>.Names)}");
        if (input.DaysFlag is < 1 or > ApiToken.MaxDays)
            return await SayAsync(errors, Verbs.Usage,
                $"--days must be from 1 to {ApiToken.MaxDays}: every token expires");
        Key? portfolio = null;
        if (input.PortfolioFlag.Length > 0)
        {
            if (!Key.TryParse(input.PortfolioFlag, out var key)
                || !await keeper.ExistsAsync(key, cancel))
                return await SayAsync(errors, Verbs.Failed,
                    $"there is no portfolio '{input.PortfolioFlag}'");
            portfolio = key;
        }
        var text = TokenText.Create();
        if (await table.AddAsync(name, role, portfolio, input.DaysFlag, TokenText.HashOf(text),
            CommandLineActor.Current.Id, cancel) is not { } made)
            return await SayAsync(errors, Verbs.Failed,
                TokenEndpoints.NameTaken(name).TrimEnd('.'));
        await output.WriteLineAsync(input.JsonFlag
            ? ReportJson.Of(new CreatedToken(
                text, made.Name, made.Role, made.Portfolio, made.ExpiresAt))
            : text);
        await errors.WriteLineAsync(
            $"Token '{made.Name}': {Enumeration<Role>.NameOf(made.Role)} of "
            + $"{made.Portfolio?.Value ?? "all portfolios"} until "
            + $"{made.ExpiresAt.UtcDateTime:u}. It is shown only now.");
        return Verbs.Ok;
    }

    private async Task<int> RevokeAsync(
        Key name, bool json, TextWriter output, TextWriter errors, CancellationToken cancel)
    {
        if (await table.RevokeAsync(name, CommandLineActor.Current.Id, cancel) is not { } ended)
            return await SayAsync(errors, Verbs.Failed,
                $"there is no token '{name}'; token list shows those there are");
        await output.WriteLineAsync(json ? ReportJson.Of(ended)
            : $"Token '{ended.Name}' is revoked since {ended.RevokedAt!.Value.UtcDateTime:u}.");
        return Verbs.Ok;
    }

    private async Task<int> ListAsync(bool json, TextWriter writer, CancellationToken cancel)
    {
        var all = await table.ListAsync(cancel);
        if (json)
            await writer.WriteLineAsync(ReportJson.Of(new TokenPage(all, null)));
        else
            Write(all, writer);
        await writer.FlushAsync(cancel);
        return Verbs.Ok;
    }

    private static void Write(ImmutableArray<ApiToken> all, TextWriter writer)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("Token", "Role", "Portfolio", "Status", "Expires", "Last used", "By");
        foreach (var token in all)
            table.AddRow(
                token.Name.Value, Enumeration<Role>.NameOf(token.Role),
                token.Portfolio?.Value ?? "all", Enumeration<TokenStatus>.NameOf(token.Status),
                $"{token.ExpiresAt.UtcDateTime:yyyy-MM-dd}",
                token.LastUsedAt is { } used ? $"{used.UtcDateTime:yyyy-MM-dd HH:mm}" : "never",
                Markup.Escape(token.CreatedBy));
        Screen.Over(writer).Write(table);
    }

    private static async Task<int> SayAsync(TextWriter errors, int code, string what)
    {
        await errors.WriteLineAsync($"token: {what}.");
        return code;
    }
}
