using System.Numerics;

namespace ActiveRecording.InteropTests.Audio;

/// <summary>Cross-correlation of long signals by the fast Fourier transform.</summary>
internal static class Fourier
{
    /// <summary>
    /// The product sums of <paramref name="short"/> laid over <paramref name="long"/> at every shift; index 0 is no shift,
    /// negative shifts count from the end.
    /// </summary>
    public static double[] CrossCorrelate(ReadOnlySpan<short> @long, ReadOnlySpan<short> @short)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)(@long.Length + @short.Length));
        var a = Load(@long, size);
        var b = Load(@short, size);
        Transform(a, inverse: false);
        Transform(b, inverse: false);
        for (var i = 0; i < size; i++) a[i] *= Complex.Conjugate(b[i]);
        Transform(a, inverse: true);
        return Array.ConvertAll(a, value => value.Real / size);
    }

    private static Complex[] Load(ReadOnlySpan<short> samples, int size)
    {
        var values = new Complex[size];
        for (var i = 0; i < samples.Length; i++) values[i] = samples[i];
        return values;
    }

    /// <summary>Cooley–Tukey, radix 2, in place.</summary>
    private static void Transform(Complex[] values, bool inverse)
    {
        Reorder(values);
        for (var width = 2; width <= values.Length; width *= 2)
        {
            var step = Complex.FromPolarCoordinates(1, (inverse ? 2 : -2) * Math.PI / width);
            var turns = Turns(step, width / 2);
            for (var start = 0; start < values.Length; start += width)
            {
                for (var i = 0; i < width / 2; i++)
                {
                    var odd = values[start + i + width / 2] * turns[i];
                    values[start + i + width / 2] = values[start + i] - odd;
                    values[start + i] += odd;
                }
            }
        }
    }

    private static Complex[] Turns(Complex step, int count)
    {
        var angle = step.Phase;
        var turns = new Complex[count];
        for (var i = 0; i < count; i++) turns[i] = Complex.FromPolarCoordinates(1, angle * i);
        return turns;
    }

    private static void Reorder(Complex[] values)
    {
        for (int i = 1, j = 0; i < values.Length; i++)
        {
            var bit = values.Length >> 1;
            for (; (j & bit) != 0; bit >>= 1) j ^= bit;
            j ^= bit;
            if (i < j) (values[i], values[j]) = (values[j], values[i]);
        }
    }
}
