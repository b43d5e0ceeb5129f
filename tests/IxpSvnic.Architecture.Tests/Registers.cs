using System.Reflection;
using IxpSvnic.Host.Vm;
using IxpSvnic.Machine;
using IxpSvnic.Machine.Firmware;
using IxpSvnic.Sim.Registers;
using IxpSvnic.Wire.Frames;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Architecture.Tests;

/// <summary>Looks into a whole machine for every bank of registers, wherever it is held.</summary>
[TestClass]
public sealed class Registers
{
    private static readonly string[] Expected =
    [
        "msf", "pci.csr", "pci.configuration", "bridge21555.csr", "bridge21555.configuration", "pm3386", "iommu",
        "iommu.requester",
    ];

    [TestMethod]
    public void All_bits_of_all_registers_are_declared()
    {
        List<RegisterBank> banks = Banks();
        CollectionAssert.IsSubsetOf(Expected, banks.Select(b => b.Name).ToArray());
        foreach (RegisterBank bank in banks)
        {
            Assert.IsNotEmpty(bank.All, bank.Name);
            foreach (Register register in bank.All)
            {
                uint declared = 0;
                foreach (RegisterField field in register.Fields)
                {
                    Assert.AreEqual(0u, declared & field.Mask, $"{bank.Name}.{register.Name}: {field} twice");
                    declared |= field.Mask;
                }

                Assert.AreEqual(uint.MaxValue, declared, $"{bank.Name}.{register.Name}");
                Assert.AreEqual(0u, register.Reset & ~Declared(register), $"{bank.Name}.{register.Name}: reset value");
            }
        }
    }

    [TestMethod]
    public void Names_of_registers_are_unique_in_their_bank()
    {
        foreach (RegisterBank bank in Banks())
        {
            string[] names = [.. bank.All.Select(r => r.Name)];
            Assert.HasCount(names.Length, names.Distinct(StringComparer.Ordinal).ToArray(), bank.Name);
        }
    }

    private static uint Declared(Register register) => register.Fields
        .Where(f => f.Access != RegisterAccess.Reserved)
        .Aggregate(0u, (mask, f) => mask | f.Mask);

    private static List<RegisterBank> Banks()
    {
        FirmwareSet firmware = FirmwareSet.Load(Path.Combine(Repository.Root, "firmware", "microengine"));
        using SvNicMachine machine = new(
            new MachineConfig(), firmware, [new VifAddress(new MacAddress(0x02_00_00_00_00_01), 0)], 1,
            (_, _) => new SinkApplication());
        List<RegisterBank> banks = [];
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Stack<object> open = new([machine]);
        while (open.TryPop(out object? part))
        {
            if (!seen.Add(part))
            {
                continue;
            }

            if (part is RegisterBank bank)
            {
                banks.Add(bank);
            }

            foreach (object inner in Parts(part))
            {
                open.Push(inner);
            }
        }

        return banks;
    }

    private static IEnumerable<object> Parts(object part)
    {
        if (part is Array array)
        {
            return array.GetType().GetElementType()!.IsValueType ? [] : array.Cast<object?>().OfType<object>();
        }

        List<object> parts = [];
        for (Type? type = part.GetType(); type is not null; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!field.FieldType.IsValueType && !field.FieldType.IsPointer && field.FieldType != typeof(string)
                    && field.GetValue(part) is { } value && IsOurs(value))
                {
                    parts.Add(value);
                }
            }
        }

        return parts;
    }

    private static bool IsOurs(object value) => value is Array or System.Collections.IEnumerable
        || value.GetType().Namespace?.StartsWith("IxpSvnic", StringComparison.Ordinal) == true;
}
