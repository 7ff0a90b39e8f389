using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Demo;

/// <summary>What one actor recorded at one moment of the invented history.</summary>
/// <param name="At">When it is claimed to have been known; UTC.</param>
/// <param name="Actor">Who.</param>
/// <param name="Commands">What.</param>
public sealed record DemoMoment(DateTimeOffset At, Actor Actor, ImmutableArray<ICommand> Commands);

/// <summary>The words the chapters of the invented history are written in.</summary>
internal static class Telling
{
    /// <summary>The board of the invented utility.</summary>
    public static readonly Actor Board = new("board", Role.Approver);

    /// <summary>Its project management office.</summary>
    public static readonly Actor Pmo = new("pmo-1", Role.Contributor, "pmo");

    /// <summary>One of its departments.</summary>
    public static Actor Department(string key) => new(key, Role.Contributor, key);

    /// <summary>A moment, at a full hour of a day (UTC).</summary>
    public static DemoMoment On(
        DateOnly day, int hour, Actor actor, params IEnumerable<ICommand> commands) =>
        new(new(day.ToDateTime(new(hour, 0)), TimeSpan.Zero), actor, [.. commands]);

    /// <summary>The same with the day as text.</summary>
    public static DemoMoment On(
        string day, int hour, Actor actor, params IEnumerable<ICommand> commands) =>
        On(Day(day), hour, actor, commands);

    /// <summary>A day, like 2025-02-11.</summary>
    public static DateOnly Day(string day) =>
        DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The reason for a decision.</summary>
    public static Grounds Why(string rationale, params EvidenceReference[] evidence) =>
        new(rationale, evidence.Length == 0 ? null : [.. evidence]);

    /// <summary>An amount in the portfolio's currency.</summary>
    public static Money Usd(decimal amount) => new(amount, DemoStory.Currency);

    /// <summary>
    /// A text sealed with a salt that follows from its owner: invented words need no secrecy, and
    /// the same story must have the same digests everywhere.
    /// </summary>
    public static SealedText Sealed(string owner, string text) => SealedText.Seal(
        text, SHA256.HashData(Encoding.UTF8.GetBytes($"demo:{owner}"))[..16]);
}
