namespace PortfolioLedger.Verify;

/// <summary>How the program ends.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int Violated = 3;
}

/// <summary>Why it cannot go on, in one sentence.</summary>
internal class Failure(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>The question cannot be answered.</summary>
    public static Failure Of(string message) => new(Verify.ExitCode.Failed, message);

    /// <summary>The question is none.</summary>
    public static Failure Usage(string message) => new(Verify.ExitCode.Usage, message);
}

/// <summary>Something was altered: what, and at which position where one can be named.</summary>
internal sealed class Violation(
    string message, long? position = null, string? expected = null, string? found = null)
    : Failure(Verify.ExitCode.Violated, Words(message, position, expected, found))
{
    public string What { get; } = message;

    /// <summary>The first bad leaf.</summary>
    public long? Position { get; } = position;

    public string? Expected { get; } = expected;

    public string? Found { get; } = found;

    private static string Words(string message, long? position, string? expected, string? found) =>
        (position is null ? message : $"position {position}: {message}")
        + (expected is null ? "" : $"; expected {expected}")
        + (found is null ? "" : $"{(expected is null ? ";" : ",")} found {found}");
}
