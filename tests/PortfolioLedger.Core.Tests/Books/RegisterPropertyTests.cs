using CsCheck;
using PortfolioLedger.Core.Kernel;
using Xunit;

namespace PortfolioLedger.Core.Tests.Books;

/// <summary>Registers and accounts against a list of everything that was ever said.</summary>
public sealed class RegisterPropertyTests
{
    private static readonly DateOnly Start = new(2026, 1, 1);

    /// <summary>Known days that never go back, effective days around them.</summary>
    private static readonly Gen<Stamp[]> Stamps =
        Gen.Select(Gen.Int[0, 3], Gen.Int[-9, 9]).Array[0, 25].Select(steps =>
        {
            var today = Start;
            return steps
                .Select(
                    (step, i) =>
                    {
                        today = today.AddDays(step.Item1);
                        return new Stamp(
                            i + 1,
                            today.AddDays(step.Item2),
                            default,
                            today,
                            new("a", Role.Approver)
                        );
                    }
                )
                .ToArray();
        });

    [Fact]
    public void In_force_is_the_value_of_the_greatest_effective_day_and_position() =>
        Gen.Select(Stamps, Gen.Int[0, 15]).Sample((stamps, later) =>
        {
            var register = default(Register<long>);
            foreach (var stamp in stamps)
                register = register.Set(stamp.Position, stamp);
            var day = Today(stamps).AddDays(later);

            var expected = stamps.Where(s => s.EffectiveOn <= day)
                .OrderBy(s => s.EffectiveOn).ThenBy(s => s.Position)
                .Select(s => (long?)s.Position).LastOrDefault();
            Assert.Equal(expected, register.At(day)?.Value);
        });

    [Fact]
    public void A_register_never_keeps_more_than_one_value_in_force() =>
        Stamps.Sample(stamps =>
        {
            var register = default(Register<long>);
            foreach (var stamp in stamps)
            {
                register = register.Set(stamp.Position, stamp);
                Assert.True(register.Values.Count(v => v.EffectiveOn <= stamp.Day) <= 1);
                Assert.Equal(
                    register.Values.OrderBy(v => v.EffectiveOn).ThenBy(v => v.Position),
                    register.Values
                );
            }
        });

    [Fact]
    public void An_amount_is_the_sum_of_what_took_effect() =>
        Gen.Select(Stamps, Gen.Int[0, 15])
            .Sample(
                (stamps, later) =>
                {
                    var account = Account.Empty;
                    foreach (var stamp in stamps)
                        account = account.Add(stamp.Position, stamp);
                    var day = Today(stamps).AddDays(later);
                    var effective = stamps
                        .Where(s => s.EffectiveOn <= day)
                        .Select(s => (decimal)s.Position)
                        .ToList();

            Assert.Equal(effective.Count == 0 ? null : effective.Sum(), account.On(day));
            Assert.Equal(stamps.Sum(s => (decimal)s.Position), account.Total);
        });

    private static DateOnly Today(Stamp[] stamps) => stamps.Length == 0 ? Start : stamps[^1].Day;
}
