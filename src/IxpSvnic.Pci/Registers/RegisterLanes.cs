using IxpSvnic.Sim.Registers;

namespace IxpSvnic.Pci.Registers;

/// <summary>Writes of less than a dword into register banks.</summary>
public static class RegisterLanes
{
    /// <summary>
    /// Writes the lanes of <paramref name="mask"/>: elsewhere stored bits keep their value and bits that act when
    /// written get 0.
    /// </summary>
    public static void WriteLanes(this RegisterBank bank, int offset, uint value, uint mask)
    {
        if (mask != uint.MaxValue && bank.At(offset) is { } register)
        {
            uint keep = 0;
            foreach (RegisterField field in register.Fields)
            {
                if (field.Access is RegisterAccess.ReadWrite or RegisterAccess.NotModelled)
                {
                    keep |= field.Mask;
                }
            }

            value = (value & mask) | (register.Value & keep & ~mask);
        }

        bank.Write(offset, value);
    }
}
