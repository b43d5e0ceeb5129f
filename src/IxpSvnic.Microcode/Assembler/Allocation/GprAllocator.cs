using IxpSvnic.Microcode.Assembler.Flow;
using IxpSvnic.Microcode.Assembler.Program;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Assembler.Allocation;

/// <summary>
/// Gives every web of a general-purpose register a bank and a number. Source: section 5.6 of the MEv2 reference.
/// *Not modelled:* splitting a web by a copy; a conflict that needs one is an error.
/// </summary>
internal sealed class GprAllocator
{
    private const int Attempts = 24;

    private readonly AssemblyProgram _program;
    private readonly List<Web> _webs;
    private readonly List<BankPart> _parts;
    private readonly bool[][] _reserved;
    private readonly HashSet<(int Bank, int Number)> _takenAbsolute = [];

    private GprAllocator(AssemblyProgram program, List<Web> webs, List<BankPart> parts)
    {
        _program = program;
        _webs = [.. webs.Where(w => w.IsUsed)];
        _parts = [.. parts.Where(p => p.Webs.Exists(w => w.IsUsed))];
        _reserved = [new bool[program.Window], new bool[program.Window]];
    }

    public static void Allocate(AssemblyProgram program, List<Web> webs)
    {
        if (BankGraph.Solve(program, webs) is not { } parts)
        {
            return;
        }

        GprAllocator allocator = new(program, webs, parts);
        allocator.ReservePhysical();
        allocator.Run();
    }

    /// <summary>Numbers written out in the program belong to whoever wrote them.</summary>
    private void ReservePhysical()
    {
        foreach (Operand operand in _program.Nodes.SelectMany(n => n.Operands).Select(o => o.Physical))
        {
            if (operand.IsBankA || operand.IsBankB)
            {
                int bank = operand.IsBankA ? 0 : 1;
                _reserved[bank][operand.Value % _program.Window] = true;
                _takenAbsolute.Add((bank, operand.Value));
            }
        }
    }

    private void Run()
    {
        List<BankPart> order = [.. _parts.OrderByDescending(p => p.Orientation >= 0).ThenByDescending(p =>
            p.Webs.Count)];
        Web? failed = null;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            Orient(order);
            failed = Number();
            if (failed is null)
            {
                return;
            }

            // Deciding about the one that found no room first gives the others the chance to make way.
            BankPart part = order.First(p => p.Webs.Contains(failed));
            order.Remove(part);
            order.Insert(0, part);
            if (attempt % 2 == 1)
            {
                order.Reverse(1, Math.Min(order.Count - 1, 1 + attempt));
            }
        }

        ReportFull(failed!);
    }

    /// <summary>Turns each part so that the fullest place of the banks stays as empty as possible.</summary>
    private void Orient(List<BankPart> order)
    {
        int nodes = _program.Nodes.Count;
        int[][] pressure = [new int[nodes + 1], new int[nodes + 1]];
        foreach (BankPart part in order)
        {
            int best = part.Orientation >= 0 ? part.Orientation : Cost(part, 0, pressure) <= Cost(part, 1, pressure)
                ? 0 : 1;
            part.Apply(best);
            foreach (Web web in part.Webs.Where(w => w.IsUsed && !w.IsAbsolute))
            {
                foreach (int node in web.Live.Members())
                {
                    pressure[web.Bank][node]++;
                }
            }
        }
    }

    private static long Cost(BankPart part, int orientation, int[][] pressure)
    {
        long cost = 0;
        for (int i = 0; i < part.Webs.Count; i++)
        {
            int[] bank = pressure[part.Sides[i] ^ orientation];
            if (!part.Webs[i].IsUsed)
            {
                continue;
            }

            foreach (int node in part.Webs[i].Live.Members())
            {
                // A place that is nearly full weighs far more than many that are empty.
                long height = bank[node] + 1;
                cost += height * height * height;
            }
        }

        return cost;
    }

    private Web? Number()
    {
        foreach (Web web in _webs)
        {
            web.Number = web.Symbol.FixedNumber;
        }

        for (int bank = 0; bank < 2; bank++)
        {
            bool[] reserved = [.. _reserved[bank]];
            HashSet<int> absolute = [];
            if (!ReserveAbsolute(bank, reserved, absolute))
            {
                return _webs.First(w => w.IsAbsolute && w.Bank == bank);
            }

            List<Web> members = [.. _webs.Where(w => w.Bank == bank && !w.IsAbsolute)];
            if (Colour(members, reserved) is { } failed)
            {
                return failed;
            }

            NumberAbsolute(bank, absolute);
        }

        return null;
    }

    /// <summary>Absolute registers live in window slots that no relative register of the bank uses.</summary>
    private bool ReserveAbsolute(int bank, bool[] reserved, HashSet<int> slots)
    {
        int window = _program.Window;
        int needed = 0;
        foreach (Web web in _webs.Where(w => w.IsAbsolute && w.Bank == bank))
        {
            if (web.Symbol.FixedNumber >= 0)
            {
                reserved[web.Symbol.FixedNumber % window] = true;
                slots.Add(web.Symbol.FixedNumber % window);
            }
            else
            {
                needed++;
            }
        }

        int room = slots.Sum(slot => FreeIn(bank, slot));
        for (int slot = window - 1; slot >= 0 && room < needed; slot--)
        {
            if (!reserved[slot])
            {
                reserved[slot] = true;
                slots.Add(slot);
                room += FreeIn(bank, slot);
            }
        }

        return room >= needed;
    }

    private int FreeIn(int bank, int slot)
    {
        int free = 0;
        for (int number = slot; number < 128; number += _program.Window)
        {
            bool bound = _takenAbsolute.Contains((bank, number))
                || _webs.Exists(w => w.IsAbsolute && w.Bank == bank && w.Symbol.FixedNumber == number);
            free += bound ? 0 : 1;
        }

        return free;
    }

    private void NumberAbsolute(int bank, HashSet<int> slots)
    {
        HashSet<int> taken = [.. _webs.Where(w => w.IsAbsolute && w.Bank == bank).Select(w => w.Symbol.FixedNumber)];
        taken.UnionWith(_takenAbsolute.Where(t => t.Bank == bank).Select(t => t.Number));
        IEnumerator<int> free = slots.OrderDescending()
            .SelectMany(slot => Enumerable.Range(0, 128 / _program.Window).Select(c => (c * _program.Window) + slot))
            .Where(number => !taken.Contains(number)).GetEnumerator();
        foreach (Web web in _webs.Where(w => w.IsAbsolute && w.Bank == bank && w.Symbol.FixedNumber < 0))
        {
            free.MoveNext();
            web.Number = free.Current;
        }
    }

    /// <summary>Chaitin's order: what has few neighbours goes last, as it always finds a number.</summary>
    private Web? Colour(List<Web> webs, bool[] reserved)
    {
        int room = reserved.Count(r => !r);
        List<Web> open = [.. webs.Where(w => w.Number < 0)];
        Dictionary<int, int> degree = open.ToDictionary(w => w.Index, w => open.Count(o => w.Interferes[o.Index]));
        Stack<Web> stack = new();
        while (open.Count > 0)
        {
            Web next = open.Find(w => degree[w.Index] < room) ?? open.MaxBy(w => degree[w.Index])!;
            open.Remove(next);
            stack.Push(next);
            foreach (Web other in open.Where(o => next.Interferes[o.Index]))
            {
                degree[other.Index]--;
            }
        }

        while (stack.TryPop(out Web? web))
        {
            web.Number = Choose(web, webs, reserved);
            if (web.Number < 0)
            {
                return web;
            }
        }

        return null;
    }

    /// <summary>The lowest free number, or better that of another web of the same symbol.</summary>
    private static int Choose(Web web, List<Web> webs, bool[] reserved)
    {
        bool[] taken = [.. reserved];
        int familiar = -1;
        foreach (Web other in webs)
        {
            if (other == web || other.Number < 0)
            {
                continue;
            }

            if (web.Interferes[other.Index] || other.Symbol.FixedNumber >= 0)
            {
                taken[other.Number] = true;
            }
            else if (other.Symbol == web.Symbol)
            {
                familiar = other.Number;
            }
        }

        return familiar >= 0 && !taken[familiar] ? familiar : Array.IndexOf(taken, false);
    }

    private void ReportFull(Web failed)
    {
        int worst = 0;
        int height = -1;
        List<Web> webs = [.. _webs.Where(w => w.Bank == failed.Bank && !w.IsAbsolute)];
        foreach (int node in failed.Live.Members())
        {
            int live = webs.Count(w => w.Live[node]);
            (worst, height) = live > height ? (node, live) : (worst, height);
        }

        ProgramNode place = _program.Nodes[worst];
        string names = string.Join(", ", webs.Where(w => w.Live[worst]).Select(w =>
            w.Symbol.Name).Distinct().Order().Take(40));
        _program.Diagnostics.Error(
            DiagnosticKind.OutOfRegisters,
            place.At,
            $"out of registers in bank {(failed.Bank == 0 ? "A" : "B")}: '{failed.Symbol.Name}' finds no room among "
            + names,
            failed.Symbol.Name);
    }
}
