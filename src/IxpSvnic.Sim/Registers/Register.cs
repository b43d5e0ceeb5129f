using System.Globalization;

namespace IxpSvnic.Sim.Registers;

/// <summary>A 32-bit register with every bit declared.</summary>
public sealed class Register
{
    internal Register(int offset, string name, string fields, uint reset)
    {
        Offset = offset;
        Name = name;
        Reset = reset;
        Value = reset;
        Fields = Parse(name, fields);
        foreach (RegisterField field in Fields)
        {
            switch (field.Access)
            {
                case RegisterAccess.ReadWrite:
                    WriteMask |= field.Mask;
                    ReadMask |= field.Mask;
                    break;
                case RegisterAccess.ReadOnly:
                    ReadMask |= field.Mask;
                    break;
                case RegisterAccess.WriteOneClears:
                    ReadMask |= field.Mask;
                    ClearMask |= field.Mask;
                    break;
                case RegisterAccess.NotModelled:
                    WriteMask |= field.Mask;
                    ReadMask |= field.Mask;
                    NotModelledMask |= field.Mask;
                    break;
            }
        }
    }

    /// <summary>Byte offset in its bank.</summary>
    public int Offset { get; }

    /// <summary>The manual's symbol.</summary>
    public string Name { get; }

    public IReadOnlyList<RegisterField> Fields { get; }

    public uint Reset { get; }

    public uint Value { get; set; }

    internal uint ReadMask { get; }

    internal uint WriteMask { get; }

    internal uint ClearMask { get; }

    internal uint NotModelledMask { get; }

    internal bool TouchNoted { get; set; }

    // "31 END rw; 30:24 -; 23:0 BYTES rw"
    private static List<RegisterField> Parse(string register, string text)
    {
        List<RegisterField> fields = [];
        int expected = 31;
        foreach (string part in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string[] bits = words[0].Split(':');
            int high = int.Parse(bits[0], CultureInfo.InvariantCulture);
            int low = int.Parse(bits[^1], CultureInfo.InvariantCulture);
            RegisterAccess access = words[^1] switch
            {
                "rw" => RegisterAccess.ReadWrite,
                "ro" => RegisterAccess.ReadOnly,
                "wo" => RegisterAccess.WriteOnly,
                "w1c" => RegisterAccess.WriteOneClears,
                "nm" => RegisterAccess.NotModelled,
                "-" => RegisterAccess.Reserved,
                _ => throw new ArgumentException($"register {register}: unknown access '{words[^1]}' in '{part}'"),
            };
            if (high != expected || low > high)
            {
                throw new ArgumentException($"register {register}: bit {expected} is not declared before '{part}'");
            }

            fields.Add(new RegisterField(high, low, words.Length > 2 ? words[1] : "", access));
            expected = low - 1;
        }

        return expected == -1
            ? fields
            : throw new ArgumentException($"register {register}: bits {expected}:0 are not declared");
    }
}
