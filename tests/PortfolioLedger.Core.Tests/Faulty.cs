namespace PortfolioLedger.Core.Tests;

/// <summary>Asserts on the fields of a command.</summary>
public static class Faulty
{
    /// <summary>The command's fields are wrong at exactly these JSON pointers.</summary>
    public static void At(IChecked command, params string[] pointers)
    {
        var faults = command.Faults().ToList();
        Assert.Equal(pointers, faults.Select(f => f.Pointer));
        Assert.All(faults, f => Assert.False(string.IsNullOrWhiteSpace(f.Detail)));
    }
}
