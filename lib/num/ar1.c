/* Prediction of an autoregressive process of order one from noisy observations.
 *
 * Method: the Kalman filter of x_{t+1} = memory x_t + w_t, var w = variance (1 - memory^2), y_t = x_t + noise.
 * Equal to simple kriging, variance c' (variance K + diag(noise))^-1 y with K_ij = memory^|i-j|, without a matrix.
 * Source: R. E. Kalman (1960), A new approach to linear filtering and prediction problems, Journal of Basic Engineering
 * 82, 35-45; A. C. Harvey (1989), Forecasting, structural time series models and the Kalman filter,
 * chapter 3.
 * Assumptions: stationary, equally spaced, noise independent between observations. Limits: memory and variance are
 * given, not estimated. */
#include "num/ar1_priv.h"

koh_ar1_state koh__ar1_predict(koh_ar1 process, size_t n, const double *value, const double *noise)
{
    const double fresh = process.variance * (1 - process.memory * process.memory);
    koh_ar1_state state = { 0, process.variance };
    for (size_t t = 0; t < n; t++) {
        const double gain = state.variance / (state.variance + noise[t]);
        const double mean = state.mean + gain * (value[t] - state.mean);
        state.mean = process.memory * mean;
        state.variance = process.memory * process.memory * (gain * noise[t]) + fresh;
    }
    return state;
}
