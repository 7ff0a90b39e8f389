using System.Text;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Tests.Journaling;

/// <summary>Commands and callers that tests of the journal start from.</summary>
internal static class Orders
{
    public static readonly Key Capital = Key.Parse("capital");
    public static readonly Key Works = Key.Parse("works");
    public static readonly Key Croton = Key.Parse("croton");
    public static readonly Grounds Why = new("The board agreed on it.");
    public static readonly Caller Board = new(new Actor("board", Role.Approver, "finance"));

    public static Money Usd(decimal amount) => new(amount, Currency.Parse("USD"));

    public static OpenPortfolio Open(Key portfolio) =>
        new(portfolio, "Capital plan", Currency.Parse("USD"));

    public static RegisterDepartment Department(string key, string? name = null) =>
        new(Key.Parse(key), name ?? key);

    public static RecordSpend Spend(decimal amount) => new(Croton, "2026-01", Usd(amount));

    /// <summary>An open portfolio.</summary>
    public static Task<Answer.Receipt> OpenAsync(this JournalNode node, Key portfolio) =>
        node.Record(portfolio, Open(portfolio));

    /// <summary>An open portfolio with an initiative that may spend a budget.</summary>
    public static Task<Answer.Receipt> OpenWithBudgetAsync(this JournalNode node, Key portfolio,
        decimal budget) =>
        node.Record(portfolio, Open(portfolio), Department("works"),
            new ProposeInitiative(Croton, "Croton Falls", InitiativeKind.Project, "sponsor", Works),
            new ApproveBudget(Croton, "2026", Usd(budget), Why));

    /// <summary>A submission with an idempotency key; the body stands for the commands.</summary>
    public static Submission Keyed(Key portfolio, string key, params ICommand[] commands) =>
        new(portfolio, [.. commands], Board)
        {
            Idempotency = new($"/portfolios/{portfolio}", key,
                Encoding.UTF8.GetBytes(string.Join(';', commands.Select(c => c.ToString())))),
        };
}
