using JasperFx.CommandLine;
using JasperFx.Events;
using Marten;
using Weasel.Core;
using Wolverine;

namespace PortfolioLedger.Cli;

/// <summary>What the command line can do, for who asks or errs.</summary>
internal static class VerbHelp
{
    /// <summary>Whether the first argument asks what there is.</summary>
    public static bool IsAsked(string[] args) => args is [var first, ..] && Asks(first);

    /// <summary>Whether the arguments ask how one of the ledger's own verbs is used.</summary>
    public static bool IsAskedOf(string[] args) =>
        args is [var verb, ..] && Verbs.IsOwn(verb) && args.Skip(1).Any(Asks);

    /// <summary>Whether neither the ledger nor its store has such a verb.</summary>
    public static bool IsUnknown(string verb)
    {
        if (Verbs.IsOwn(verb) || verb is "run" or "help")
            return false;
        var store = new CommandFactory();
        foreach (var part in new[] { typeof(CommandFactory), typeof(IEvent), typeof(StoreOptions),
            typeof(Migrator), typeof(WolverineOptions) })
            store.RegisterCommands(part.Assembly);
        return store.AllCommandTypes().All(type => CommandFactory.CommandNameFor(type) != verb);
    }

    /// <summary>What there is; needs no database.</summary>
    public const string Text = """
        Portfolio Ledger: a server, and a tool on the same ledger.

          run                                  the server; also without any verb
          import <preset|mapping.json> <file> --portfolio <key> [--dry-run] [--strict] [--json]
                                               a history or lists (CSV, XLSX), as claims of their source
          import template <preset|mapping.json> [--format csv|xlsx] [--list <list>] [--output <file>]
                                               a file to fill in
          import reverse <id> --portfolio <key> --reason <why> [--dry-run] [--json]
                                               takes an import back whole, by correcting events
          imports --portfolio <key> [--json]   the imports with their ids
          erase <feedback/key|stakeholder/key> --portfolio <key> --reason <why> [--positions <n,...>]
                  [--dry-run] [--yes] [--json]
                                               words of a person for good; asks first
          demo [--portfolio <key>]             the invented demo portfolio, once more
          export --portfolio <key> --view <view> [--format json|csv|ndjson|xlsx] [--json] [--output <file>]
                                               the same bytes as the API
          replay --portfolio <key> --view <view> --as-of <day|instant> [--json]
                                               a view as it was known then, with its digest
          compare --portfolio <key> --from <when> [--to <when>] [--view ranking|alignment|...] [--json]
                                               two times side by side
          explain --portfolio <key> --initiative <key> --from <when> [--to <when>] [--json]
                                               why its rank changed, decision by decision
          report run <key> --portfolio <key> [--format json|csv|ndjson|xlsx] [--output <file>]
                                               a saved report, made now and kept
          report list --portfolio <key> [--json]
                                               the saved reports
          what-if --portfolio <key> [--without <positions>] [--model <key>] [--weights <id=w,...>]
                  [--budget <amount>] [--commands <file.json>] [--as-of-position <n>] [--json]
                                               the ranking as it would be; records nothing
          optimise --portfolio <key> --objective score|ecv|alignment [--budget <amount>]
                  [--fte <department=n,...>] [--must-include <keys>] [--question <file.json>] [--json]
                                               the best set of initiatives, with proof
          frontier --portfolio <key> --objective score|ecv|alignment [--points <n>] [--fte <department=n,...>]
                  [--must-include <keys>] [--question <file.json>] [--json]
                                               what the best set is worth for every budget, with proof
          evidence --portfolio <key> [--from <n>] [--to <n>] [--decision <key>] [--output <file>]
                                               events with what proves them, for ledger-verify
          verify [--portfolio <key>] [--checkpoint <file>] [--receipt <file>] [--key <key|file>] [--json]
                                               every event against everything that was signed
          log status [--json]                  how the audit logs stand
          log acknowledge-restore --portfolio <key> --reason <why>
                                               goes on after a restore, in the next epoch
          log rotate-key --reason <why>        another key signs from now on, the former one beside it
          log retire-key                       the former keys sign no more
          token create <name> --role <role> [--portfolio <key>] [--days <n>] [--json]
                                               an API token for a program, shown once
          token list [--json]                  the API tokens, with their last use
          token revoke <name>                  ends one at once
          doctor [--json]                      looks for what does not fit together
          rebuild-read-models                  the read models anew, while the old ones are read
          move <portfolio> <database>          to another database of the ledger, as it is
          help                                 these and the store's own: db-apply, describe, ...

        Configuration, as environment variables:
          ASPNETCORE_URLS                      where to listen; http://127.0.0.1:5080 if unset
          Ledger__DataDirectory                where the embedded PostgreSQL keeps its data
          ConnectionStrings__Ledger            a PostgreSQL server to use instead
          Databases__<name>__Ledger            another one, over which portfolios are spread
        """;

    private static bool Asks(string argument) => argument is "--help" or "-h" or "-?";
}
